with rejected_rows as (

    select * from {{ ref('stg_unioned__rejected_rows') }}

),

keyed_overrides as (

    select
        *,
        {{ record_key('source_system_a', 'source_record_id_a') }} as record_key_a,
        {{ record_key('source_system_b', 'source_record_id_b') }} as record_key_b
    from {{ ref('stg_landing__identity_overrides') }}

),

-- a key stands between quotes in its reason: one of its own must not end it
overrides as (

    select
        *,
        replace(record_key_a, '''', '’') as shown_key_a,
        replace(record_key_b, '''', '’') as shown_key_b
    from keyed_overrides

),

identity_records as (

    select
        company_id,
        record_key,
        source_system,
        source_record_id
    from {{ ref('int_identity_records') }}

),

resolution_entries as (

    select * from {{ ref('int_identity_resolution') }}

),

-- a decision about a record that is not there decides nothing until the record comes, and one about a
-- record and itself never does
idle_overrides as (

    select
        overrides.company_id,
        case
            when records_a.record_key is null then overrides.source_system_a
            else overrides.source_system_b
        end as source_system,
        case
            when records_a.record_key is null then overrides.source_record_id_a
            else overrides.source_record_id_b
        end as source_record_id,
        case
            when overrides.record_key_a = overrides.record_key_b
                then 'both are the record ''' || overrides.shown_key_a || ''''
            when records_b.record_key is null and records_a.record_key is null
                then 'there are no records '''
                    || overrides.shown_key_a || ''' and ''' || overrides.shown_key_b || ''''
            when records_a.record_key is null
                then 'there is no record ''' || overrides.shown_key_a || ''''
            else 'there is no record ''' || overrides.shown_key_b || ''''
        end as reason,
        overrides.source_system_a || ',' || overrides.source_record_id_a || ','
        || overrides.source_system_b || ',' || overrides.source_record_id_b || ','
        || overrides.link as text
    from overrides
    left join identity_records as records_a
        on
            overrides.company_id = records_a.company_id
            and overrides.record_key_a = records_a.record_key
    left join identity_records as records_b
        on
            overrides.company_id = records_b.company_id
            and overrides.record_key_b = records_b.record_key
    where
        overrides.record_key_a = overrides.record_key_b
        or records_a.record_key is null
        or records_b.record_key is null

),

-- what a system says it has merged, and people keep apart
refused_merges as (

    select
        entries.company_id,
        identity_records.source_system,
        identity_records.source_record_id,
        'identity_overrides keeps apart what the merge of '''
        || replace(entries.record_key_a, '''', '’') || ''' and '''
        || replace(entries.record_key_b, '''', '’') || ''' would join' as reason
    from resolution_entries as entries
    inner join identity_records
        on
            entries.company_id = identity_records.company_id
            and entries.record_key_a = identity_records.record_key
    where entries.reason = 'contradicts_overrides'

),

final as (

    select
        company_id,
        table_name,
        source_system,
        source_record_id,
        file,
        line,
        reason,
        text
    from rejected_rows

    union all

    select
        company_id,
        'identity_overrides' as table_name,
        source_system,
        source_record_id,
        -- the decision was landed; on which line it stood is not kept
        'identity_overrides.csv' as file,
        cast(null as bigint) as line,
        reason,
        text
    from idle_overrides

    union all

    select
        company_id,
        'identity_links' as table_name,
        source_system,
        source_record_id,
        -- it was landed, or read by a connector
        null as file,
        cast(null as bigint) as line,
        reason,
        null as text
    from refused_merges

)

select * from final
