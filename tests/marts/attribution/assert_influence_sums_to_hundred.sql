-- Each opportunity's influence sums to 100 and to its amount, under every model that speaks of it.
with influence as (

    select
        company_id,
        source_system,
        opportunity_id,
        attribution_model,
        sum(influence_percent) as influence_percent,
        sum(influenced_value) as influenced_value
    from {{ ref('fct_campaign_influence') }}
    group by company_id, source_system, opportunity_id, attribution_model

)

select
    influence.*,
    opportunities.amount
from {{ ref('int_opportunities') }} as opportunities
left join influence
    on
        opportunities.company_id = influence.company_id
        and opportunities.source_system = influence.source_system
        and opportunities.opportunity_id = influence.opportunity_id
where
    influence.opportunity_id is null
    or abs(influence.influence_percent - 100) > 1e-7
    or abs(influence.influenced_value - opportunities.amount) > 1e-9 * greatest(1, abs(opportunities.amount))
