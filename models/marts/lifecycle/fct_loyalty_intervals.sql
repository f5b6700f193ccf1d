{%- set state = ['tier', 'points_earned', 'points_spent', 'points_expired', 'card_count'] -%}

with states as (

    select
        *,
        row_number() over (
            partition by company_id, customer_id
            order by moment_at
        ) as state_number,
        {% for column in state -%}
        lag({{ column }}) over (
            partition by company_id, customer_id
            order by moment_at
        ) as previous_{{ column }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ ref('int_loyalty_states') }}

),

-- an interval begins where something is other than before; a reward moves neither points nor tier
changes as (

    select * from states
    where
        state_number = 1
        {% for column in state -%}
        or {{ column }} is distinct from previous_{{ column }}
        {% endfor %}

),

final as (

    select
        company_id,
        customer_id,
        tier,
        points_balance,
        points_earned,
        points_spent,
        points_expired,
        card_count,
        moment_at as valid_from,
        lead(moment_at) over (
            partition by company_id, customer_id
            order by moment_at
        ) as valid_to
    from changes

)

select * from final
