{#- Settings read as they stand at the company's "now"; those read at an event's own day are not here. -#}
{%- set text_settings = [
    'company_name',
    'time_zone',
    'currency',
    'country',
    'abandon_method',
    'conversion_types',
    'message_touches',
    'ignored_comparisons',
] -%}
{%- set whole_settings = [
    'abandon_days',
    'advocate_orders',
    'max_records_per_identifier',
    'max_records_per_customer',
    'session_gap_minutes',
    'enrichment_max_age_days',
] -%}
{%- set real_settings = ['match_threshold', 'review_threshold'] -%}

with companies as (

    select * from {{ ref('stg_landing__companies') }}

),

settings as (

    select * from {{ ref('int_company_settings') }}

),

newest_events as (

    select * from {{ ref('int_company_newest_events') }}

),

stated_as_of as (

    select
        company_id,
        max(cast(value as timestamp)) as as_of
    from settings
    where setting = 'as_of'
    group by company_id

),

as_of_times as (

    select
        companies.company_id,
        companies.is_demo,
        coalesce(stated_as_of.as_of, newest_events.now_at, companies.loaded_at) as as_of
    from companies
    left join newest_events
        on companies.company_id = newest_events.company_id
    left join stated_as_of
        on companies.company_id = stated_as_of.company_id

),

final as (

    select
        as_of_times.company_id,
        as_of_times.is_demo,
        as_of_times.as_of,
        {{ settings_as_columns(text_settings, whole_settings, real_settings) }}
    from as_of_times
    left join settings
        on
            as_of_times.company_id = settings.company_id
            and {{ is_valid_on('settings', 'cast(as_of_times.as_of as date)') }}
    group by as_of_times.company_id, as_of_times.is_demo, as_of_times.as_of

)

select * from final
