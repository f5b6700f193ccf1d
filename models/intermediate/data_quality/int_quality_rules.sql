with companies as (

    select * from {{ ref('stg_landing__companies') }}

),

own_rules as (

    select * from {{ ref('stg_landing__quality_rules') }}

),

default_rules as (

    select * from {{ ref('default_quality_rules') }}

),

own_checks as (

    select distinct
        company_id,
        check_name
    from own_rules

),

-- a company that states a rule for a check replaces the default one, also by switching it off
final as (

    select
        own_rules.company_id,
        own_rules.check_name,
        own_rules.source_system,
        coalesce(own_rules.threshold, default_rules.threshold, 0) as threshold,
        own_rules.severity,
        coalesce(own_rules.owner, default_rules.owner) as owner,
        own_rules.is_active,
        default_rules.check_name is not null as is_known_check
    from own_rules
    left join default_rules
        on own_rules.check_name = default_rules.check_name

    union all

    select
        companies.company_id,
        default_rules.check_name,
        null as source_system,
        default_rules.threshold,
        default_rules.severity,
        default_rules.owner,
        true as is_active,
        true as is_known_check
    from companies
    cross join default_rules
    left join own_checks
        on
            companies.company_id = own_checks.company_id
            and default_rules.check_name = own_checks.check_name
    where own_checks.check_name is null

)

select * from final
