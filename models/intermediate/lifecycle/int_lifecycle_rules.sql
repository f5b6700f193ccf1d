{#- Settings that decide about stages, each as it stands on the day of the event it is applied to. -#}
{%- set whole_settings = ['abandon_days', 'attempt_expiry_days', 'advocate_orders'] -%}
{%- set text_settings = ['abandon_method', 'tiers'] -%}
{%- set real_settings = ['abandon_p_alive'] -%}

with settings as (

    select * from {{ ref('int_company_settings') }}
    where setting in (
        {%- for setting in text_settings + whole_settings + real_settings %}
        '{{ setting }}'{{ "," if not loop.last }}
        {%- endfor %}
    )

),

parameters as (

    select
        *,
        lead(valid_from) over (
            partition by company_id
            order by valid_from
        ) as valid_to
    from {{ ref('int_value_parameters') }}

),

starts as (

    select
        company_id,
        valid_from
    from settings

    union

    select
        company_id,
        valid_from
    from parameters

),

stated as (

    select
        starts.company_id,
        starts.valid_from,
        {{ settings_as_columns(text_settings, whole_settings, real_settings) }}
    from starts
    inner join settings
        on
            starts.company_id = settings.company_id
            and {{ is_valid_on('settings', 'starts.valid_from') }}
    group by starts.company_id, starts.valid_from

),

final as (

    select
        stated.company_id,
        stated.valid_from,
        lead(stated.valid_from) over (
            partition by stated.company_id
            order by stated.valid_from
        ) as valid_to,
        {{ abandon_method_believed('stated.abandon_method', 'parameters.repeat_customer_count') }} as abandon_method,
        {% for setting in whole_settings + real_settings -%}
        stated.{{ setting }},
        {% endfor -%}
        stated.tiers,
        parameters.valid_from as parameters_from,
        parameters.r,
        parameters.alpha_days,
        parameters.a,
        parameters.b
    from stated
    left join parameters
        on
            stated.company_id = parameters.company_id
            and {{ is_valid_on('parameters', 'stated.valid_from') }}

)

select * from final
