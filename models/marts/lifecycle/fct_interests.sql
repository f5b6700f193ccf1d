with interests as (

    select * from {{ ref('int_interests') }}

),

final as (

    select
        company_id,
        customer_id,
        interest_type,
        interest,
        product_id,
        product_name,
        search_term,
        signal_count,
        is_bought,
        first_signal_at,
        last_signal_at
    from interests

)

select * from final
