{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        full_refresh=false,
    )
}}

with record_customers as (

    select * from {{ ref('int_records_clustered') }}

),

pairs as (

    select * from {{ ref('int_record_pairs_scored') }}
    where decision in ('linked', 'forced')

),

companies as (

    select * from {{ ref('int_companies') }}

),

overrides as (

    select * from {{ ref('int_identity_overrides') }}

),

-- what the log says so far; nothing in the first build
logged as (

    {% if is_incremental() -%}
    select
        company_id,
        record_key,
        customer_id,
        batch_no,
        row_number() over (
            partition by company_id, record_key
            order by batch_no desc
        ) as recency_rank
    from {{ this }}
    {%- else -%}
    select
        company_id,
        record_key,
        customer_id,
        0 as batch_no,
        1 as recency_rank
    from record_customers
    where 1 = 0
    {%- endif %}

),

latest as (

    select * from logged
    where recency_rank = 1

),

newest_batches as (

    select
        company_id,
        max(batch_no) as batch_no
    from logged
    group by company_id

),

compared as (

    select
        coalesce(record_customers.company_id, latest.company_id) as company_id,
        coalesce(record_customers.record_key, latest.record_key) as record_key,
        record_customers.customer_id,
        latest.customer_id as previous_customer_id
    from record_customers
    full outer join latest
        on
            record_customers.company_id = latest.company_id
            and record_customers.record_key = latest.record_key

),

changed as (

    select * from compared
    where customer_id is distinct from previous_customer_id

),

-- people keep apart two records that were of one customer; the log keeps it, the decision may be taken back
kept_apart as (

    select
        overrides.company_id,
        overrides.record_key_a,
        overrides.record_key_b
    from overrides
    inner join compared as records_a
        on
            overrides.company_id = records_a.company_id
            and overrides.record_key_a = records_a.record_key
    inner join compared as records_b
        on
            overrides.company_id = records_b.company_id
            and overrides.record_key_b = records_b.record_key
    where
        overrides.link = 'cannot_link'
        and records_a.previous_customer_id = records_b.previous_customer_id
        and records_a.customer_id != records_b.customer_id

),

kept_apart_records as (

    select
        company_id,
        record_key_a as record_key
    from kept_apart

    union

    select
        company_id,
        record_key_b as record_key
    from kept_apart

),

-- the strongest link to a record that belonged to another customer before is what moved the record
both_ways as (

    select
        company_id,
        record_key_a as record_key,
        record_key_b as other_record_key,
        rule,
        match_weight
    from pairs

    union all

    select
        company_id,
        record_key_b as record_key,
        record_key_a as other_record_key,
        rule,
        match_weight
    from pairs

),

causes as (

    select
        changed.company_id,
        changed.record_key,
        both_ways.rule,
        both_ways.match_weight,
        row_number() over (
            partition by changed.company_id, changed.record_key
            order by
                both_ways.match_weight desc,
                {{ binary_order('both_ways.rule') }}
        ) as cause_rank
    from changed
    inner join both_ways
        on
            changed.company_id = both_ways.company_id
            and changed.record_key = both_ways.record_key
    inner join compared as others
        on
            both_ways.company_id = others.company_id
            and both_ways.other_record_key = others.record_key
            and changed.customer_id = others.customer_id
    where
        both_ways.rule != 'cannot_link'
        and others.previous_customer_id is distinct from changed.previous_customer_id

),

final as (

    select
        changed.company_id,
        changed.record_key,
        changed.customer_id,
        changed.previous_customer_id,
        causes.rule as cause,
        causes.match_weight as cause_weight,
        kept_apart_records.record_key is not null as is_kept_apart,
        cast(coalesce(newest_batches.batch_no, 0) + 1 as integer) as batch_no,
        companies.as_of as assigned_at
    from changed
    inner join companies
        on changed.company_id = companies.company_id
    left join newest_batches
        on changed.company_id = newest_batches.company_id
    left join kept_apart_records
        on
            changed.company_id = kept_apart_records.company_id
            and changed.record_key = kept_apart_records.record_key
    left join causes
        on
            changed.company_id = causes.company_id
            and changed.record_key = causes.record_key
            and causes.cause_rank = 1

)

select * from final
