-- Nothing points at a retired id, and following merges ends: each later step is a later batch.
with changes as (

    select * from {{ ref('fct_identity_changes') }}

),

ids as (

    select * from {{ ref('bridge_customer_ids') }}

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
where
    (changes.change in ('merged', 'split') and changes.into_customer_id is null)
    or (changes.change in ('created', 'retired') and changes.into_customer_id is not null)
    or changes.into_customer_id = changes.customer_id
    or (changes.into_customer_id is not null and ids.former_customer_id is null)
