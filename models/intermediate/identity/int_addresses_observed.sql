with records as (

    select * from {{ ref('int_identity_records') }}

),

final as (

    select distinct
        company_id,
        street,
        coalesce(postal_code, city) as place
    from records
    where
        street is not null
        and coalesce(postal_code, city) is not null

)

select * from final
