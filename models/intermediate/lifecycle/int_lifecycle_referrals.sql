with touches as (

    select * from {{ ref('int_touches_classified') }}
    where customer_id is not null

),

campaign_members as (

    select * from {{ ref('stg_unioned__campaign_members') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

-- a visit that came by a link is no recommendation; a form of the channel, filled in, is one
recommendations as (

    select
        company_id,
        customer_id,
        touched_at as referred_at
    from touches
    where channel = 'referral' and touch_type = 'form'

    union all

    select
        campaign_members.company_id,
        whos.customer_id,
        campaign_members.status_at as referred_at
    from campaign_members
    inner join whos
        on campaign_members.who_key = whos.who_key
    where
        {{ ascii_lower('campaign_members.status') }} in ('referred', 'referral', 'has_referred')
        and whos.customer_id is not null

),

final as (

    select
        recommendations.company_id,
        recommendations.customer_id,
        min(recommendations.referred_at) as referred_at
    from recommendations
    inner join companies
        on recommendations.company_id = companies.company_id
    where recommendations.referred_at <= companies.as_of
    group by recommendations.company_id, recommendations.customer_id

)

select * from final
