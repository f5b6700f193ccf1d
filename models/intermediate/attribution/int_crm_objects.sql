with crm_stages as (

    select * from {{ ref('stg_unioned__crm_stages') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

company_currencies as (

    select * from {{ ref('int_company_currencies') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

stages as (

    select
        crm_stages.company_id,
        crm_stages.source_system,
        crm_stages.object_type,
        crm_stages.object_id,
        crm_stages.converted_to_object_id,
        crm_stages.occurred_at,
        crm_stages.stage,
        crm_stages.amount,
        coalesce(crm_stages.currency, company_currencies.currency) as currency,
        coalesce(crm_stages.is_won, false) as is_won,
        coalesce(crm_stages.is_won, false) or coalesce(crm_stages.is_closed, false) as is_closed,
        whos.customer_id
    from crm_stages
    inner join companies
        on crm_stages.company_id = companies.company_id
    inner join company_currencies
        on
            crm_stages.company_id = company_currencies.company_id
            and {{ is_valid_on('company_currencies', local_date('crm_stages.occurred_at', 'companies.time_zone')) }}
    left join whos
        on crm_stages.who_key = whos.who_key
    where crm_stages.occurred_at <= companies.as_of

),

-- any stage may leave out what another one says: the amount is that of the win, else the last one
ranked as (

    select
        *,
        row_number() over (
            partition by company_id, source_system, object_type, object_id
            order by
                case when amount is null then 1 else 0 end,
                case when is_won then 0 else 1 end,
                case when is_won then occurred_at end,
                occurred_at desc,
                {{ binary_order('stage') }} asc
        ) as amount_rank,
        row_number() over (
            partition by company_id, source_system, object_type, object_id
            order by
                case when customer_id is null then 1 else 0 end,
                occurred_at desc,
                {{ binary_order('stage') }} asc
        ) as customer_rank
    from stages

),

final as (

    select
        company_id,
        source_system,
        object_type,
        object_id,
        max(case when customer_rank = 1 then customer_id end) as customer_id,
        cast(max(case when amount_rank = 1 then amount end) as numeric(18, 2)) as amount,
        max(case when amount_rank = 1 then currency end) as currency,
        max({{ binary_order('converted_to_object_id') }}) as converted_to_object_id,
        min(occurred_at) as created_at,
        min(case when is_won then occurred_at end) as won_at,
        min(case when is_closed then occurred_at end) as closed_at
    from ranked
    group by company_id, source_system, object_type, object_id

)

select * from final
