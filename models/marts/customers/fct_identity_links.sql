with pairs as (

    select * from {{ ref('int_record_pairs_scored') }}

),

record_customers as (

    select * from {{ ref('int_records_clustered') }}

),

final as (

    select
        ---------- ids
        pairs.company_id,
        pairs.record_key_a,
        pairs.record_key_b,
        customers_a.customer_id as customer_id_a,
        customers_b.customer_id as customer_id_b,

        ---------- outcome
        pairs.rule,
        pairs.decision,
        pairs.match_weight,
        pairs.match_probability,

        ---------- evidence
        pairs.prior_weight,
        pairs.first_name_level,
        pairs.first_name_weight,
        pairs.last_name_level,
        pairs.last_name_weight,
        pairs.name_order_level,
        pairs.name_order_weight,
        pairs.names_together_level,
        pairs.names_together_weight,
        pairs.middle_name_level,
        pairs.middle_name_weight,
        pairs.birth_date_level,
        pairs.birth_date_weight,
        pairs.gender_level,
        pairs.gender_weight,
        pairs.email_level,
        pairs.email_weight,
        pairs.email_year_level,
        pairs.email_year_weight,
        pairs.phone_level,
        pairs.phone_weight,
        pairs.street_level,
        pairs.street_weight,
        pairs.locality_level,
        pairs.locality_weight,
        pairs.national_id_level,
        pairs.national_id_weight,
        pairs.loyalty_id_level,
        pairs.loyalty_id_weight,
        pairs.external_customer_id_level,
        pairs.external_customer_id_weight,
        pairs.company_name_level,
        pairs.company_name_weight,
        pairs.occupation_level,
        pairs.occupation_weight,
        pairs.source_system_level,
        pairs.source_system_weight,
        pairs.observed_together_level,
        pairs.observed_together_weight,
        pairs.household_level,
        pairs.household_weight
    from pairs
    inner join record_customers as customers_a
        on
            pairs.company_id = customers_a.company_id
            and pairs.record_key_a = customers_a.record_key
    inner join record_customers as customers_b
        on
            pairs.company_id = customers_b.company_id
            and pairs.record_key_b = customers_b.record_key

)

select * from final
