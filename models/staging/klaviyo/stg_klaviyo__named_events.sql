-- Events under the name of their metric; older loaders write the name into the event itself.
with events as (

    select * from {{ source('klaviyo', 'event') }}
    where not coalesce(_fivetran_deleted, false)

),

metrics as (

    select * from {{ source('klaviyo', 'metric') }}

),

final as (

    select
        events.*,
        {{ ascii_lower('coalesce(metrics.name, events.type)') }} as event_name,
        coalesce(events.datetime, events.timestamp) as occurred_at
    from events
    left join metrics
        on
            events.company_id = metrics.company_id
            and events.source_system = metrics.source_system
            and events.metric_id = metrics.id

)

select * from final
