{{ config(materialized='view') }}

{%- set kinds = lifecycle_kinds() -%}
{#- A moment carries its kind in the last six bits of its code, below the instant: so the largest
    code so far says what happened last. -#}
{%- set parts = {'purchase': (11, 19), 'attempt': (21, 22), 'tier': (31, 32), 'referral': (41, 41)} %}

with first_seen as (

    select * from {{ ref('int_lifecycle_first_seen') }}

),

purchases as (

    select * from {{ ref('int_lifecycle_purchases') }}

),

attempts as (

    select * from {{ ref('int_lifecycle_attempts') }}

),

tiers as (

    select * from {{ ref('int_lifecycle_tiers') }}

),

referrals as (

    select * from {{ ref('int_lifecycle_referrals') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

happenings as (

    select
        company_id,
        customer_id,
        first_seen_at as moment_at,
        {{ kinds.first_seen }} as kind
    from first_seen

    union all

    select
        company_id,
        customer_id,
        changed_at as moment_at,
        case
            when state = 'bought' then {{ kinds.bought }}
            when state = 'loyal' then {{ kinds.loyal }}
            when state = 'gave_back' then {{ kinds.gave_back }}
            when state = 'gave_up' then {{ kinds.gave_up }}
            when state = 'gone_with_nothing' then {{ kinds.gone_with_nothing }}
            when abandon_method = 'fixed_days' then {{ kinds.gone_fixed_days }}
            when abandon_method = 'individual_gap' then {{ kinds.gone_individual_gap }}
            when abandon_method = 'p_alive' then {{ kinds.gone_p_alive }}
            else {{ kinds.gone_auto }}
        end as kind
    from purchases

    union all

    select
        company_id,
        customer_id,
        changed_at as moment_at,
        case when is_open then {{ kinds.attempt_open }} else {{ kinds.attempt_given_up }} end as kind
    from attempts

    union all

    select
        company_id,
        customer_id,
        changed_at as moment_at,
        case when is_top_tier = 1 then {{ kinds.tier_top }} else {{ kinds.tier_lower }} end as kind
    from tiers

    union all

    select
        company_id,
        customer_id,
        referred_at as moment_at,
        {{ kinds.referral }} as kind
    from referrals

),

coded as (

    select
        happenings.company_id,
        happenings.customer_id,
        happenings.moment_at,
        happenings.kind,
        {{ epoch_microseconds('happenings.moment_at') }} * 64 + happenings.kind as code
    from happenings
    inner join companies
        on happenings.company_id = companies.company_id
    where happenings.moment_at <= companies.as_of

),

carried as (

    select
        company_id,
        customer_id,
        moment_at,
        {% for part, (first, last) in parts.items() -%}
        max(case when kind between {{ first }} and {{ last }} then code end) over (
            partition by company_id, customer_id
            order by code
            rows between unbounded preceding and current row
        ) as {{ part }}_code,
        {% endfor -%}
        lead(moment_at) over (
            partition by company_id, customer_id
            order by code
        ) as next_moment_at
    from coded

),

-- of several happenings in one instant the last row knows them all
final as (

    select
        company_id,
        customer_id,
        moment_at,
        {% for part in parts -%}
        cast({{ part }}_code % 64 as integer) as {{ part }}_kind,
        {% endfor -%}
        attempt_code > purchase_code as is_attempt_newer
    from carried
    where next_moment_at is null or next_moment_at > moment_at

)

select * from final
