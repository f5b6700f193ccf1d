-- No model loses or invents a conversion.
with models as (

    select distinct attribution_model from {{ ref('fct_attribution_touches') }}

),

expected as (

    select
        conversions.company_id,
        conversions.conversion_id,
        models.attribution_model
    from {{ ref('fct_conversions') }} as conversions
    cross join models

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
