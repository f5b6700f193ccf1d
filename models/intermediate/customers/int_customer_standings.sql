with profiles as (

    select * from {{ ref('int_customer_profiles') }}

),

channels as (

    select * from {{ ref('int_customer_channels') }}
    -- an advertisement is shown, nobody is written to
    where channel != 'ads'

),

current_stages as (

    select * from {{ ref('int_lifecycle_intervals') }}
    where valid_to is null

),

reachable as (

    select
        company_id,
        customer_id,
        max(case when is_contactable then 1 else 0 end) as is_contactable
    from channels
    group by company_id, customer_id

),

final as (

    select
        profiles.company_id,
        profiles.customer_id,
        coalesce(reachable.is_contactable = 1, false) as is_contactable,
        coalesce(current_stages.stage in ('attempt', 'adopt', 'advocate'), false) as is_active
    from profiles
    left join reachable
        on
            profiles.company_id = reachable.company_id
            and profiles.customer_id = reachable.customer_id
    left join current_stages
        on
            profiles.company_id = current_stages.company_id
            and profiles.customer_id = current_stages.customer_id

)

select * from final
