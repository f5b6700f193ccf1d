-- A deleted campaign keeps its name for the members and opportunities that mention it.
with campaigns as (

    select * from {{ source('salesforce', 'campaign') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        id as campaign_id,

        ---------- text
        coalesce(name, id) as campaign_name,
        coalesce({{ ascii_lower('type') }}, 'other') as channel,
        parent_id as parent_campaign_id,

        ---------- amounts
        budgeted_cost as budget,
        actual_cost,
        coalesce(currency_iso_code, connection_currency) as currency,

        ---------- times
        start_date as starts_at,
        end_date as ends_at,

        ---------- not known here
        {{ unknown_columns([
            'objective', 'utm_source', 'utm_medium', 'utm_campaign', 'offer_id', 'holdout_share',
        ]) }},
        _fivetran_synced as loaded_at
    from campaigns

)

select * from final
