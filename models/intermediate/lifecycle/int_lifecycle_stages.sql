{{ config(materialized='view') }}

{%- set kinds = lifecycle_kinds() -%}
{#- What the customer has bought and kept decides first, then advocacy, then attempts. -#}
{%- set has_kept_orders -%}
    purchase_kind in ({{ kinds.bought }}, {{ kinds.loyal }})
{%- endset -%}
{%- set is_trying -%}
    (attempt_kind = {{ kinds.attempt_open }} or purchase_kind = {{ kinds.gave_back }})
{%- endset -%}
{%- set has_tried -%}
    (attempt_kind = {{ kinds.attempt_given_up }} or purchase_kind = {{ kinds.gave_up }})
{%- endset %}

with moments as (

    select * from {{ ref('int_lifecycle_moments') }}

),

judged as (

    select
        company_id,
        customer_id,
        moment_at,
        coalesce({{ has_kept_orders }}, false) as has_kept_orders,
        case
            when purchase_kind = {{ kinds.gone_fixed_days }} then 'fixed_days'
            when purchase_kind = {{ kinds.gone_individual_gap }} then 'individual_gap'
            when purchase_kind = {{ kinds.gone_p_alive }} then 'p_alive'
            when purchase_kind = {{ kinds.gone_auto }} then 'auto'
            when purchase_kind = {{ kinds.loyal }} then 'order_count'
            -- giving the last order back brings nobody back who had gone before; a later attempt does,
            -- until it is given up
            when purchase_kind = {{ kinds.gone_with_nothing }} and not coalesce({{ is_trying }}, false)
                then case when is_attempt_newer then 'attempt_expiry' else 'full_refund_when_gone' end
            when referral_kind is not null then 'referral'
            when tier_kind = {{ kinds.tier_top }} then 'top_tier'
            when {{ has_kept_orders }} then 'order'
            when purchase_kind = {{ kinds.gave_back }} then 'full_refund'
            when attempt_kind = {{ kinds.attempt_open }} then 'attempt'
            when {{ has_tried }} then 'attempt_expiry'
            else 'first_seen'
        end as entered_by
    from moments

),

staged as (

    select
        *,
        case
            when entered_by = 'first_seen' then 'aware'
            when entered_by in ('attempt', 'full_refund') then 'attempt'
            when entered_by = 'order' then 'adopt'
            when entered_by in ('order_count', 'referral', 'top_tier') then 'advocate'
            else 'abandon'
        end as stage
    from judged

),

final as (

    select
        *,
        lag(stage) over (
            partition by company_id, customer_id
            order by moment_at
        ) as previous_stage
    from staged

)

select * from final
