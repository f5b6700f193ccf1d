{#- MetricFlow wants every day once; the calendar of the marts has it once per company. -#}
with dates as (

    select * from {{ ref('dim_dates') }}

),

final as (

    select distinct date_day
    from dates

)

select * from final
