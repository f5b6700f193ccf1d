with enrichments as (

    select * from {{ ref('stg_unioned__enrichments') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

dated as (

    select
        enrichments.company_id,
        whos.customer_id,
        {{ ascii_lower('trim(enrichments.provider)') }} as provider,
        {{ ascii_lower('trim(enrichments.attribute)') }} as attribute,
        enrichments.value,
        enrichments.confidence,
        enrichments.source_system,
        enrichments.who_key,
        enrichments.observed_at,
        companies.as_of,
        {{ add_days('enrichments.observed_at', 'coalesce(enrichments.valid_days, companies.enrichment_max_age_days)') }}
            as expires_at
    from enrichments
    inner join companies
        on enrichments.company_id = companies.company_id
    left join whos
        on enrichments.who_key = whos.who_key
    where
        enrichments.value is not null
        and enrichments.observed_at <= companies.as_of

),

final as (

    select
        company_id,
        customer_id,
        provider,
        attribute,
        value,
        confidence,
        source_system,
        who_key,
        observed_at,
        expires_at,
        expires_at <= as_of as is_expired
    from dated

)

select * from final
