{#- What systems call a campaign: its key, its name, its utm_campaign. -#}
{%- set spellings = {'campaign_id': 1, 'utm_campaign': 2, 'campaign_name': 3} -%}

with campaigns as (

    select * from {{ ref('stg_unioned__campaigns') }}

),

spelt as (

    {% for spelling, preference in spellings.items() %}
    select
        company_id,
        {{ ascii_lower('trim(' ~ spelling ~ ')') }} as spelling,
        campaign_id,
        {{ preference }} as preference,
        starts_at
    from campaigns
    where {{ spelling }} is not null
    {{ "union all" if not loop.last }}
    {% endfor %}

),

-- a name that several campaigns bear means the latest of them
ranked as (

    select
        company_id,
        spelling,
        campaign_id,
        row_number() over (
            partition by company_id, spelling
            order by
                preference asc,
                case when starts_at is null then 1 else 0 end,
                starts_at desc,
                {{ binary_order('campaign_id') }} asc
        ) as spelling_rank
    from spelt

),

final as (

    select
        company_id,
        spelling,
        campaign_id
    from ranked
    where spelling_rank = 1

)

select * from final
