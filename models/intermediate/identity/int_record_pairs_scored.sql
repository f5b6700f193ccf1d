{{ config(materialized='view') }}

with entries as (

    select * from {{ ref('int_identity_resolution') }}

),

final as (

    select * from entries
    where record_key_a is not null

)

select * from final
