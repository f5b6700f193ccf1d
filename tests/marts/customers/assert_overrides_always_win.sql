-- What people decided about two records holds, whatever the evidence says; so do the merges of a system that
-- no such decision contradicts.
with bridge as (

    select
        company_id,
        {{ record_key('source_system', 'source_record_id') }} as record_key,
        customer_id
    from {{ ref('bridge_customer_records') }}

),

refused as (

    select
        company_id,
        record_key_a,
        record_key_b
    from {{ ref('int_identity_resolution') }}
    where reason = 'contradicts_overrides'

    union all

    select
        company_id,
        record_key_b as record_key_a,
        record_key_a as record_key_b
    from {{ ref('int_identity_resolution') }}
    where reason = 'contradicts_overrides'

)

select overrides.*
from {{ ref('int_identity_overrides') }} as overrides
inner join bridge as bridge_a
    on
        overrides.company_id = bridge_a.company_id
        and overrides.record_key_a = bridge_a.record_key
inner join bridge as bridge_b
    on
        overrides.company_id = bridge_b.company_id
        and overrides.record_key_b = bridge_b.record_key
left join refused
    on
        overrides.company_id = refused.company_id
        and overrides.record_key_a = refused.record_key_a
        and overrides.record_key_b = refused.record_key_b
where
    (overrides.link = 'must_link' and bridge_a.customer_id != bridge_b.customer_id)
    or (
        overrides.link = 'merge'
        and refused.company_id is null
        and bridge_a.customer_id != bridge_b.customer_id
    )
    or (overrides.link = 'cannot_link' and bridge_a.customer_id = bridge_b.customer_id)
