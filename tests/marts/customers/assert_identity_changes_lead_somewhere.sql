-- Who was merged or split leads to a customer of today, or to one of whom it is told what became of it; and following
-- merges ends: each later step is a later batch.
with changes as (

    select * from {{ ref('fct_identity_changes') }}

),

ids as (

    select * from {{ ref('bridge_customer_ids') }}

),

gone as (

    select distinct
        company_id,
        customer_id
    from changes
    where change in ('merged', 'retired')

)

select
    changes.company_id,
    changes.customer_id,
    changes.into_customer_id
from changes
left join ids
    on
        changes.company_id = ids.company_id
        and changes.into_customer_id = ids.former_customer_id
left join gone
    on
        changes.company_id = gone.company_id
        and changes.into_customer_id = gone.customer_id
where
    (changes.change in ('merged', 'split') and changes.into_customer_id is null)
    or (changes.change in ('created', 'retired') and changes.into_customer_id is not null)
    or changes.into_customer_id = changes.customer_id
    or (
        changes.into_customer_id is not null
        and ids.former_customer_id is null
        and gone.customer_id is null
    )
