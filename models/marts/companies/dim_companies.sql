with companies as (

    select * from {{ ref('int_companies') }}

),

final as (

    select
        company_id,
        coalesce(company_name, company_id) as company_name,
        currency,
        country,
        time_zone,
        is_demo,
        as_of,
        {{ local_date('as_of', 'time_zone') }} as as_of_date
    from companies

)

select * from final
