{{ config(materialized='view') }}

with entries as (

    select * from {{ ref('int_identity_resolution') }}

),

final as (

    select * from entries
    where reason is null

)

select * from final
