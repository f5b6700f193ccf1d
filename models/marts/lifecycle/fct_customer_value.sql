with customer_values as (

    select * from {{ ref('int_customer_values') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

final as (

    select
        customer_values.company_id,
        customer_values.customer_id,
        customer_values.historic_value,
        customer_values.p_alive,
        customer_values.expected_orders_12m,
        customer_values.expected_order_value,
        customer_values.predicted_value_12m,
        customer_values.value_band,
        companies.currency
    from customer_values
    inner join companies
        on customer_values.company_id = companies.company_id

)

select * from final
