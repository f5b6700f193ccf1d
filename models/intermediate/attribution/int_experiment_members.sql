with members as (

    select * from {{ ref('stg_unioned__campaign_members') }}

),

campaigns as (

    select * from {{ ref('int_campaigns') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

orders as (

    select * from {{ ref('int_orders_valued') }}
    where status != 'cancelled' and customer_id is not null

),

dated_members as (

    select
        members.company_id,
        members.campaign_id,
        coalesce(whos.customer_id, 'member:' || members.source_system || ':' || members.member_id) as person_id,
        members.status_at,
        coalesce(members.is_control, false) as is_control,
        companies.as_of
    from members
    inner join companies
        on members.company_id = companies.company_id
    left join whos
        on members.who_key = whos.who_key
    where members.status_at <= companies.as_of

),

-- a person once; who was treated under any record is treated
persons as (

    select
        company_id,
        campaign_id,
        person_id,
        min(status_at) as assigned_at,
        min(case when is_control then 1 else 0 end) = 1 as is_control,
        max(as_of) as as_of
    from dated_members
    group by company_id, campaign_id, person_id

),

-- a campaign is an experiment where somebody was held back
experiments as (

    select
        company_id,
        campaign_id
    from persons
    group by company_id, campaign_id
    having max(case when is_control then 1 else 0 end) = 1

),

-- both groups are watched for the same span: from the assignment to the end of the campaign, and from its start
-- where the date of a later status hides the assignment
watched as (

    select
        persons.company_id,
        persons.campaign_id,
        persons.person_id,
        persons.is_control,
        case
            when persons.assigned_at > campaigns.ends_at then coalesce(campaigns.starts_at, persons.assigned_at)
            else persons.assigned_at
        end as assigned_at,
        least(coalesce(campaigns.ends_at, persons.as_of), persons.as_of) as watched_until
    from persons
    inner join experiments
        on
            persons.company_id = experiments.company_id
            and persons.campaign_id = experiments.campaign_id
    left join campaigns
        on
            persons.company_id = campaigns.company_id
            and persons.campaign_id = campaigns.campaign_id

),

final as (

    select
        watched.company_id,
        watched.campaign_id,
        watched.person_id,
        watched.is_control,
        watched.assigned_at,
        watched.watched_until,
        count(orders.order_id) as conversions,
        cast(coalesce(sum(orders.net_value_reporting), 0) as numeric(18, 2)) as conversion_value
    from watched
    left join orders
        on
            watched.company_id = orders.company_id
            and watched.person_id = orders.customer_id
            and watched.assigned_at <= orders.ordered_at
            and watched.watched_until >= orders.ordered_at
    group by
        watched.company_id,
        watched.campaign_id,
        watched.person_id,
        watched.is_control,
        watched.assigned_at,
        watched.watched_until

)

select * from final
