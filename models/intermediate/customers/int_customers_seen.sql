with profiles as (

    select * from {{ ref('int_customer_profiles') }}

),

whos as (

    select * from {{ ref('int_whos') }}

),

whos_resolved as (

    select * from {{ ref('int_whos_resolved') }}

),

leads as (

    select * from {{ ref('int_crm_objects') }}
    where object_type = 'lead' and customer_id is not null

),

opportunities as (

    select * from {{ ref('int_opportunities') }}
    where customer_id is not null

),

-- cookies are tied to people by logins too, which are no activity
cookies as (

    select * from {{ ref('int_identifiers_resolved') }}
    where id_type = 'anonymous_id' and customer_id is not null

),

signs as (

    select
        whos_resolved.company_id,
        whos_resolved.customer_id,
        whos.first_seen_at,
        whos.last_seen_at
    from whos_resolved
    inner join whos
        on whos_resolved.who_key = whos.who_key

    union all

    select
        company_id,
        customer_id,
        first_seen_at,
        last_seen_at
    from cookies

    union all

    -- a stage of the CRM may be the person's only by another stage of the same lead or opportunity
    select
        company_id,
        customer_id,
        created_at as first_seen_at,
        created_at as last_seen_at
    from leads

    union all

    select
        company_id,
        customer_id,
        created_at as first_seen_at,
        greatest(created_at, won_at) as last_seen_at
    from opportunities

),

-- whatever a row of an activity knew the person by
active as (

    select
        company_id,
        customer_id,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at
    from signs
    group by company_id, customer_id

),

final as (

    select
        profiles.company_id,
        profiles.customer_id,
        -- least and greatest pass over nulls
        least(profiles.first_seen_at, active.first_seen_at) as first_seen_at,
        greatest(profiles.last_seen_at, active.last_seen_at) as last_seen_at
    from profiles
    left join active
        on
            profiles.company_id = active.company_id
            and profiles.customer_id = active.customer_id

)

select * from final
