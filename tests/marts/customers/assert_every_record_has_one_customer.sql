-- Each landed customers record stands in the bridge once, and the bridge holds no other but guests.
with landed as (

    select
        company_id,
        source_system,
        source_record_id
    from {{ ref('stg_unioned__customers') }}

),

bridged as (

    select
        company_id,
        source_system,
        source_record_id
    from {{ ref('bridge_customer_records') }}
    where not is_guest

)

select
    landed.source_record_id as landed_record_id,
    bridged.source_record_id as bridged_record_id
from landed
full outer join bridged
    on
        landed.company_id = bridged.company_id
        and landed.source_system = bridged.source_system
        and landed.source_record_id = bridged.source_record_id
where landed.source_record_id is null or bridged.source_record_id is null
