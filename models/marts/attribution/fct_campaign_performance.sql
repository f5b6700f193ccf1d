with messages as (

    select * from {{ ref('int_messages') }}
    where campaign_id is not null

),

members as (

    select * from {{ ref('stg_unioned__campaign_members') }}

),

campaign_touches as (

    select * from {{ ref('int_campaign_touches') }}

),

campaign_orders as (

    select * from {{ ref('int_campaign_orders') }}

),

spend as (

    select * from {{ ref('int_spend_valued') }}
    where campaign_id is not null

),

companies as (

    select * from {{ ref('int_companies') }}

),

dated_members as (

    select
        members.*,
        {{ local_date('members.status_at', 'companies.time_zone') }} as status_date,
        {{ local_date('coalesce(members.first_responded_at, members.status_at)', 'companies.time_zone') }}
            as responded_date,
        coalesce(members.first_responded_at, members.status_at) <= companies.as_of as has_answered_by_now
    from members
    inner join companies
        on members.company_id = companies.company_id
    where members.status_at <= companies.as_of

),

-- a lead is a registration of the campaign that it came from
registrations as (

    select
        campaign_touches.company_id,
        campaign_touches.campaign_id,
        {{ local_date('campaign_touches.touched_at', 'companies.time_zone') }} as activity_date
    from campaign_touches
    inner join companies
        on campaign_touches.company_id = companies.company_id
    where campaign_touches.object_type = 'lead' and campaign_touches.is_stage

),

activities as (

    -- all that becomes of a message counts on the day it was sent
    select
        company_id,
        campaign_id,
        sent_date as activity_date,
        {{ campaign_counts_of({
            'sent': '1', 'delivered': 'is_delivered', 'opened': 'is_opened', 'machine_opened': 'is_machine_opened',
            'clicked': 'is_clicked', 'unsubscribed': 'is_unsubscribed',
        }) }}
    from messages

    union all

    select
        company_id,
        campaign_id,
        status_date as activity_date,
        {{ campaign_counts_of({
            'members': 'case when coalesce(is_control, false) then 0 else 1 end',
            'held_back': 'case when coalesce(is_control, false) then 1 else 0 end',
        }) }}
    from dated_members

    union all

    select
        company_id,
        campaign_id,
        responded_date as activity_date,
        {{ campaign_counts_of({'responses': '1'}) }}
    from dated_members
    where
        coalesce(has_responded, first_responded_at is not null)
        and has_answered_by_now
        -- an answer of somebody held back answers something else
        and not coalesce(is_control, false)

    union all

    select
        company_id,
        campaign_id,
        activity_date,
        {{ campaign_counts_of({'registrations': '1'}) }}
    from registrations

    union all

    select
        company_id,
        campaign_id,
        order_date as activity_date,
        {{ campaign_counts_of({
            'orders': '1', 'redeemed': 'case when is_redeemed then 1 else 0 end',
            'revenue': 'coalesce(net_value_reporting, 0)',
        }) }}
    from campaign_orders

    union all

    select
        company_id,
        campaign_id,
        spend_date as activity_date,
        {{ campaign_counts_of({'spend': 'coalesce(spend_reporting, 0)'}) }}
    from spend

),

summed as (

    select
        company_id,
        campaign_id,
        activity_date,
        {% for name in campaign_counts() -%}
        cast(sum({{ name }}) as {{ 'numeric(18, 2)' if name in ['revenue', 'spend'] else 'bigint' }})
            as {{ name }}{{ "," if not loop.last }}
        {% endfor %}
    from activities
    group by company_id, campaign_id, activity_date

),

final as (

    select
        summed.company_id,
        summed.campaign_id,
        summed.activity_date,
        {% for name in campaign_counts() -%}
        summed.{{ name }},
        {% endfor -%}
        {{ safe_divide('summed.delivered', 'summed.sent') }} as delivery_rate,
        {{ safe_divide('summed.opened', 'summed.delivered') }} as open_rate,
        {{ safe_divide('summed.clicked', 'summed.delivered') }} as click_rate,
        {{ safe_divide('summed.unsubscribed', 'summed.delivered') }} as unsubscribe_rate,
        {{ safe_divide('summed.responses', 'summed.members') }} as response_rate,
        companies.currency
    from summed
    inner join companies
        on summed.company_id = companies.company_id

)

select * from final
