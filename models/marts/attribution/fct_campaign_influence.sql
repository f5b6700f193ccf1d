{#- Each model's share of one touch; closing and lead_creation speak only where there was a close, a lead. -#}
{%- set last_here = 'case when touch_position = touch_count then 1 else 0 end' -%}
{%- set even -%}
    case when is_first_of_campaign then {{ safe_divide('1', 'campaign_count') }} else 0 end
{%- endset -%}
{%- set influence_models = {
    'first_touch': 'case when touch_position = 1 then 1 else 0 end',
    'last_touch': last_here,
    'even': even,
    'lead_creation': 'case when touch_position = lead_position then 1 else 0 end',
    'opportunity_creation': 'case when touch_position = opportunity_position then 1 else 0 end',
    'closing': last_here,
    'w_shaped': w_shaped_share(),
    'full_path': full_path_share('closing_position'),
} -%}
{%- set events = {'lead_creation': 'lead_created_at', 'closing': 'closed_at'} -%}

with opportunities as (

    select * from {{ ref('int_opportunities') }}

),

campaign_touches as (

    select * from {{ ref('int_opportunity_campaign_touches') }}

),

shares as (

    {% for attribution_model, share in influence_models.items() %}
    select
        company_id,
        source_system,
        opportunity_id,
        campaign_id,
        touch_position,
        '{{ attribution_model }}' as attribution_model,
        cast({{ share }} as {{ type_double() }}) as share
    from campaign_touches
    {{ 'where ' ~ events[attribution_model] ~ ' is not null' if attribution_model in events }}
    {{ "union all" if not loop.last }}
    {% endfor %}

),

influences as (

    select
        company_id,
        source_system,
        opportunity_id,
        campaign_id,
        attribution_model,
        sum(share order by touch_position) as share
    from shares
    where share > 0
    group by company_id, source_system, opportunity_id, campaign_id, attribution_model

),

expected as (

    {% for attribution_model in influence_models %}
    select
        company_id,
        source_system,
        opportunity_id,
        '{{ attribution_model }}' as attribution_model
    from opportunities
    {{ 'where ' ~ events[attribution_model] ~ ' is not null' if attribution_model in events }}
    {{ "union all" if not loop.last }}
    {% endfor %}

),

influenced as (

    select distinct
        company_id,
        source_system,
        opportunity_id,
        attribution_model
    from influences

),

-- an opportunity without a campaign stands in the totals as well
complete as (

    select * from influences

    union all

    select
        expected.company_id,
        expected.source_system,
        expected.opportunity_id,
        '(no campaign)' as campaign_id,
        expected.attribution_model,
        cast(1 as {{ type_double() }}) as share
    from expected
    left join influenced
        on
            expected.company_id = influenced.company_id
            and expected.source_system = influenced.source_system
            and expected.opportunity_id = influenced.opportunity_id
            and expected.attribution_model = influenced.attribution_model
    where influenced.opportunity_id is null

),

final as (

    select
        complete.company_id,
        complete.source_system,
        complete.opportunity_id,
        complete.campaign_id,
        complete.attribution_model,
        opportunities.customer_id,
        100 * complete.share as influence_percent,
        complete.share * cast(opportunities.amount as {{ type_double() }}) as influenced_value,
        opportunities.currency,
        complete.share * cast(opportunities.amount_reporting as {{ type_double() }}) as influenced_value_reporting,
        opportunities.is_won,
        opportunities.is_closed,
        opportunities.created_at,
        opportunities.closed_at
    from complete
    inner join opportunities
        on
            complete.company_id = opportunities.company_id
            and complete.source_system = opportunities.source_system
            and complete.opportunity_id = opportunities.opportunity_id

)

select * from final
