with who_identifiers as (

    select * from {{ ref('int_who_identifiers') }}

),

identifiers as (

    select * from {{ ref('int_identifiers_resolved') }}

),

resolved as (

    select
        who_identifiers.who_key,
        who_identifiers.company_id,
        who_identifiers.id_type,
        identifiers.customer_id,
        -- the surest identifier on the row decides
        row_number() over (
            partition by who_identifiers.who_key
            order by
                case who_identifiers.id_type
                    when 'source_record_id' then 1
                    when 'loyalty_id' then 2
                    when 'email' then 3
                    when 'phone' then 4
                    else 5
                end
        ) as identifier_rank
    from who_identifiers
    inner join identifiers
        on
            who_identifiers.company_id = identifiers.company_id
            and who_identifiers.id_type = identifiers.id_type
            and who_identifiers.id_value = identifiers.id_value
    where identifiers.customer_id is not null

),

final as (

    select
        who_key,
        company_id,
        customer_id,
        id_type as resolved_by
    from resolved
    where identifier_rank = 1

)

select * from final
