with consents as (

    select * from {{ ref('int_customer_consents') }}
    where status = 'granted'

),

profiles as (

    select * from {{ ref('int_customer_profiles') }}

),

records as (

    select
        company_id,
        customer_id,
        -- a person of deleted records only may not be contacted any more
        sum(case when is_deleted then 0 else 1 end) as living_record_count
    from {{ ref('int_customer_records') }}
    group by company_id, customer_id

),

responses as (

    select * from {{ ref('int_customer_channels') }}
    where preference_rank = 1

),

addressed as (

    select
        consents.company_id,
        consents.customer_id,
        consents.channel,
        case
            when consents.channel in ('email', 'ads') then profiles.email
            when consents.channel in ('sms', 'whatsapp', 'phone') then profiles.phone
            when consents.channel = 'post'
                then profiles.street || ', ' || coalesce(profiles.postal_code || ' ', '') || profiles.city
        end as address,
        -- the app knows its own devices
        consents.channel = 'push' as needs_no_address,
        coalesce(responses.channel = consents.channel, false) as is_preferred,
        consents.occurred_at as granted_at
    from consents
    inner join records
        on
            consents.company_id = records.company_id
            and consents.customer_id = records.customer_id
    left join profiles
        on
            consents.company_id = profiles.company_id
            and consents.customer_id = profiles.customer_id
    left join responses
        on
            consents.company_id = responses.company_id
            and consents.customer_id = responses.customer_id
    where records.living_record_count > 0

),

final as (

    select
        company_id,
        customer_id,
        channel,
        address,
        is_preferred,
        granted_at
    from addressed
    where address is not null or needs_no_address

)

select * from final
