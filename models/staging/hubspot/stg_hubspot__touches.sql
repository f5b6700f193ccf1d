with submissions as (

    select
        *,
        coalesce(conversion_id, contact_id || ':' || form_id || ':' || cast(timestamp as {{ dbt.type_string() }}))
            as touch_id
    from {{ source('hubspot', 'contact_form_submission') }}

),

merged_contacts as (

    select * from {{ ref('stg_hubspot__contact_merges') }}

),

final as (

    select
        ---------- key
        submissions.company_id,
        submissions.source_system,
        submissions.touch_id,

        ---------- who
        coalesce(merged_contacts.contact_id, submissions.contact_id) as source_customer_id,

        ---------- text
        'form' as touch_type,
        submissions.page_url as url,

        ---------- times
        submissions.timestamp as occurred_at,

        ---------- not known here
        {{ unknown_columns([
            'email', 'phone', 'loyalty_id', 'anonymous_id', 'session_id', 'channel', 'campaign_id', 'referrer',
            'utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'gclid', 'fbclid', 'ttclid',
            'msclkid', 'store_id', 'search_term', 'product_id', 'cost', 'currency', 'is_offline',
        ]) }},
        submissions._fivetran_synced as loaded_at
    from submissions
    left join merged_contacts
        on
            submissions.company_id = merged_contacts.company_id
            and submissions.source_system = merged_contacts.source_system
            and submissions.contact_id = merged_contacts.merged_contact_id

)

select * from final
