-- No model loses or invents a conversion; one that follows an event has those that the event came before.
with expected as (

    {% for attribution_model, event in touch_attribution_models().items() %}
    select
        conversions.company_id,
        conversions.conversion_id,
        '{{ attribution_model }}' as attribution_model
    from {{ ref('fct_conversions') }} as conversions
    {%- if event %}
    inner join {{ ref('int_crm_key_events') }} as key_events
        on
            conversions.company_id = key_events.company_id
            and conversions.customer_id = key_events.customer_id
            and conversions.converted_at >= key_events.{{ event }}
    {%- endif %}
    {{ "union all" if not loop.last }}
    {% endfor %}

),

credited as (

    select distinct
        company_id,
        conversion_id,
        attribution_model
    from {{ ref('fct_attribution_touches') }}

)

select
    expected.company_id as expected_company_id,
    expected.conversion_id as expected_conversion_id,
    credited.conversion_id as credited_conversion_id,
    expected.attribution_model
from expected
full outer join credited
    on
        expected.company_id = credited.company_id
        and expected.conversion_id = credited.conversion_id
        and expected.attribution_model = credited.attribution_model
where expected.conversion_id is null or credited.conversion_id is null
