-- Deals with every stage they entered; contacts with the stages in which they are leads.
with deals as (

    select * from {{ source('hubspot', 'deal') }}

),

merged_deals as (

    select
        company_id,
        source_system,
        merged_deal_id
    from {{ source('hubspot', 'merged_deal') }}
    group by company_id, source_system, merged_deal_id

),

entered as (

    select
        company_id,
        source_system,
        deal_id,
        value as stage_id,
        coalesce(date_entered, _fivetran_start) as occurred_at,
        _fivetran_synced
    from {{ source('hubspot', 'deal_stage') }}

),

deals_with_history as (

    select
        company_id,
        source_system,
        deal_id
    from entered
    group by company_id, source_system, deal_id

),

-- a deal of which no history came has the stage it is in
all_entered as (

    select * from entered

    union all

    select
        deals.company_id,
        deals.source_system,
        deals.deal_id,
        coalesce(deals.deal_pipeline_stage_id, 'created') as stage_id,
        deals.property_createdate as occurred_at,
        deals._fivetran_synced
    from deals
    left join deals_with_history
        on
            deals.company_id = deals_with_history.company_id
            and deals.source_system = deals_with_history.source_system
            and deals.deal_id = deals_with_history.deal_id
    where deals_with_history.deal_id is null

),

pipeline_stages as (

    {{ hubspot_stages_of('deal') }}

),

contacts_of_deals as (

    {{ hubspot_contacts_of('deal') }}

),

deal_stages as (

    select
        all_entered.company_id,
        all_entered.source_system,
        'opportunity' as object_type,
        all_entered.deal_id as object_id,
        contacts_of_deals.contact_id as source_customer_id,
        coalesce(pipeline_stages.label, all_entered.stage_id) as stage,
        all_entered.occurred_at,
        deals.property_amount as amount,
        coalesce(deals.property_deal_currency_code, deals.connection_currency) as currency,
        pipeline_stages.probability,
        pipeline_stages.closed_won as is_won,
        pipeline_stages.is_closed,
        all_entered._fivetran_synced as loaded_at
    from all_entered
    left join deals
        on
            all_entered.company_id = deals.company_id
            and all_entered.source_system = deals.source_system
            and all_entered.deal_id = deals.deal_id
    left join merged_deals
        on
            all_entered.company_id = merged_deals.company_id
            and all_entered.source_system = merged_deals.source_system
            and all_entered.deal_id = merged_deals.merged_deal_id
    left join contacts_of_deals
        on
            all_entered.company_id = contacts_of_deals.company_id
            and all_entered.source_system = contacts_of_deals.source_system
            and all_entered.deal_id = contacts_of_deals.deal_id
    left join pipeline_stages
        on
            all_entered.company_id = pipeline_stages.company_id
            and all_entered.source_system = pipeline_stages.source_system
            and all_entered.stage_id = pipeline_stages.stage_id
    where
        not coalesce(deals.is_deleted, false)
        and not coalesce(deals._fivetran_deleted, false)
        and merged_deals.merged_deal_id is null

),

lead_stages as (

    select
        history.company_id,
        history.source_system,
        'lead' as object_type,
        coalesce(merged_contacts.contact_id, history.contact_id) as object_id,
        coalesce(merged_contacts.contact_id, history.contact_id) as source_customer_id,
        history.value as stage,
        history.timestamp as occurred_at,
        max(history._fivetran_synced) as loaded_at
    from {{ source('hubspot', 'contact_property_history') }} as history
    left join {{ ref('stg_hubspot__contact_merges') }} as merged_contacts
        on
            history.company_id = merged_contacts.company_id
            and history.source_system = merged_contacts.source_system
            and history.contact_id = merged_contacts.merged_contact_id
    where
        history.name = 'lifecyclestage'
        and history.value in ('lead', 'marketingqualifiedlead', 'salesqualifiedlead')
    group by
        history.company_id,
        history.source_system,
        coalesce(merged_contacts.contact_id, history.contact_id),
        history.value,
        history.timestamp

),

all_stages as (

    select * from deal_stages

    union all

    select
        company_id,
        source_system,
        object_type,
        object_id,
        source_customer_id,
        stage,
        occurred_at,
        cast(null as numeric(28, 6)) as amount,
        cast(null as {{ dbt.type_string() }}) as currency,
        cast(null as numeric(28, 6)) as probability,
        false as is_won,
        false as is_closed,
        loaded_at
    from lead_stages

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        object_type,
        object_id,
        stage,
        occurred_at,

        ---------- who
        source_customer_id,

        ---------- amounts
        amount,
        currency,
        probability,

        ---------- flags
        is_won,
        is_closed,

        ---------- not known here
        {{ unknown_columns([
            'email', 'phone', 'loyalty_id', 'anonymous_id', 'primary_campaign_id', 'lead_source',
            'converted_to_object_id',
        ]) }},
        loaded_at
    from all_stages

)

select * from final
