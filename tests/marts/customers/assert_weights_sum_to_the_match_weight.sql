-- The prior and the weights of all comparisons sum to the match weight.
select *
from {{ ref('fct_identity_links') }}
where
    abs(
        prior_weight
        + coalesce(first_name_weight, 0)
        + coalesce(last_name_weight, 0)
        + coalesce(name_order_weight, 0)
        + coalesce(names_together_weight, 0)
        + coalesce(middle_name_weight, 0)
        + coalesce(birth_date_weight, 0)
        + coalesce(gender_weight, 0)
        + coalesce(email_weight, 0)
        + coalesce(email_year_weight, 0)
        + coalesce(phone_weight, 0)
        + coalesce(street_weight, 0)
        + coalesce(locality_weight, 0)
        + coalesce(national_id_weight, 0)
        + coalesce(loyalty_id_weight, 0)
        + coalesce(external_customer_id_weight, 0)
        + coalesce(company_name_weight, 0)
        + coalesce(occupation_weight, 0)
        + coalesce(source_system_weight, 0)
        + coalesce(observed_together_weight, 0)
        + coalesce(household_weight, 0)
        - match_weight
    ) > 1e-9
