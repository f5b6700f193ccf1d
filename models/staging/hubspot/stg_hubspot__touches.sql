with submissions as (

    select * from {{ source('hubspot', 'contact_form_submission') }}

),

merged_contacts as (

    select * from {{ ref('stg_hubspot__contact_merges') }}

),

followed as (

    select
        submissions.company_id,
        submissions.source_system,
        submissions.form_id,
        submissions.conversion_id,
        submissions.page_url,
        submissions.timestamp,
        submissions._fivetran_synced,
        coalesce(merged_contacts.contact_id, submissions.contact_id) as contact_id,
        case when merged_contacts.contact_id is null then 1 else 2 end as merge_rank
    from submissions
    left join merged_contacts
        on
            submissions.company_id = merged_contacts.company_id
            and submissions.source_system = merged_contacts.source_system
            and submissions.contact_id = merged_contacts.merged_contact_id

),

named as (

    select
        *,
        coalesce(conversion_id, contact_id || ':' || form_id || ':' || cast(timestamp as {{ dbt.type_string() }}))
            as touch_id
    from followed

),

-- after a merge both contacts list the form that one of them sent
submitted as (

    {{ first_rows('named', 'touch_id', 'merge_rank, ' ~ binary_order('contact_id')) }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        touch_id,

        ---------- who
        contact_id as source_customer_id,

        ---------- text
        'form' as touch_type,
        page_url as url,

        ---------- times
        timestamp as occurred_at,

        ---------- not known here
        {{ unknown_columns([
            'email', 'phone', 'loyalty_id', 'anonymous_id', 'session_id', 'channel', 'campaign_id', 'referrer',
            'utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'gclid', 'fbclid', 'ttclid',
            'msclkid', 'store_id', 'search_term', 'product_id', 'cost', 'currency', 'is_offline',
        ]) }},
        _fivetran_synced as loaded_at
    from submitted

)

select * from final
