{#- Customers who together hold this share of the value are class A, and up to the second one B. -#}
{%- set band_a_share = 0.80 -%}
{%- set band_b_share = 0.95 -%}

with customers as (

    select * from {{ ref('int_lifecycle_first_seen') }}

),

order_days as (

    select * from {{ ref('int_customer_order_days') }}

),

predictions as (

    select * from {{ ref('int_customer_values_predicted') }}

),

historic as (

    select
        company_id,
        customer_id,
        sum(net_value) as historic_value
    from order_days
    group by company_id, customer_id

),

valued as (

    select
        customers.company_id,
        customers.customer_id,
        cast(coalesce(historic.historic_value, 0) as numeric(18, 2)) as historic_value,
        predictions.p_alive,
        predictions.expected_orders_12m,
        {{ exact_money('predictions.expected_order_value') }} as expected_order_value,
        {{ exact_money('(predictions.expected_orders_12m * predictions.expected_order_value)') }}
            as predicted_value_12m,
        case when historic.historic_value > 0 then historic.historic_value else 0 end as positive_value
    from customers
    left join historic
        on
            customers.company_id = historic.company_id
            and customers.customer_id = historic.customer_id
    left join predictions
        on
            customers.company_id = predictions.company_id
            and customers.customer_id = predictions.customer_id

),

-- the value held by those who are worth more: the customer who reaches a share is inside it
ranked as (

    select
        *,
        sum(positive_value) over (partition by company_id) as company_value,
        sum(positive_value) over (
            partition by company_id
            order by positive_value desc, {{ binary_order('customer_id') }}
            rows between unbounded preceding and current row
        ) - positive_value as value_of_better
    from valued

),

final as (

    select
        company_id,
        customer_id,
        historic_value,
        p_alive,
        expected_orders_12m,
        expected_order_value,
        predicted_value_12m,
        case
            when positive_value = 0 then 'C'
            when value_of_better < {{ band_a_share }} * company_value then 'A'
            when value_of_better < {{ band_b_share }} * company_value then 'B'
            else 'C'
        end as value_band
    from ranked

)

select * from final
