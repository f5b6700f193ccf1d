with who_identifiers as (

    select * from {{ ref('int_who_identifiers') }}
    where id_type != 'anonymous_id'

),

record_identifiers as (

    select * from {{ ref('int_record_identifiers') }}

),

carriers as (

    select * from {{ ref('int_identifier_carriers') }}

),

stated_links as (

    select * from {{ ref('int_stated_identity_links') }}
    where id_type_a != 'anonymous_id' and id_type_b != 'anonymous_id'

),

carried as (

    select
        who_identifiers.who_key,
        who_identifiers.company_id,
        who_identifiers.id_type,
        who_identifiers.id_value,
        carriers.record_key,
        row_number() over (
            partition by who_identifiers.who_key
            order by
                case who_identifiers.id_type
                    when 'source_record_id' then 1
                    when 'loyalty_id' then 2
                    when 'email' then 3
                    else 4
                end
        ) as identifier_rank
    from who_identifiers
    inner join carriers
        on
            who_identifiers.company_id = carriers.company_id
            and who_identifiers.id_type = carriers.id_type
            and who_identifiers.id_value = carriers.id_value

),

-- identifiers on one row of an activity were seen together
observed_pairs as (

    select
        subjects.company_id,
        subjects.record_key as record_key_a,
        others.record_key as record_key_b,
        'observed_together' as link_type
    from carried as subjects
    inner join carried as others
        on
            subjects.who_key = others.who_key
            and subjects.identifier_rank = 1
            and others.identifier_rank > 1
            and subjects.record_key != others.record_key
    left join record_identifiers as already_carried
        on
            subjects.company_id = already_carried.company_id
            and subjects.record_key = already_carried.record_key
            and others.id_type = already_carried.id_type
            and others.id_value = already_carried.id_value
    where already_carried.record_key is null

),

stated_pairs as (

    select
        stated_links.company_id,
        carriers_a.record_key as record_key_a,
        carriers_b.record_key as record_key_b,
        coalesce(stated_links.link_type, 'stated') as link_type
    from stated_links
    inner join carriers as carriers_a
        on
            stated_links.company_id = carriers_a.company_id
            and stated_links.id_type_a = carriers_a.id_type
            and stated_links.id_value_a = carriers_a.id_value
    inner join carriers as carriers_b
        on
            stated_links.company_id = carriers_b.company_id
            and stated_links.id_type_b = carriers_b.id_type
            and stated_links.id_value_b = carriers_b.id_value
    where carriers_a.record_key != carriers_b.record_key

),

final as (

    select * from observed_pairs
    union
    select * from stated_pairs

)

select * from final
