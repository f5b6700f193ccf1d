with companies as (

    select * from {{ ref('stg_landing__companies') }}

),

own_rules as (

    select * from {{ ref('stg_landing__channel_rules') }}

),

default_rules as (

    select * from {{ ref('default_channel_rules') }}

),

-- a company's own rules come first, then the channel that the source states, then the defaults
final as (

    select
        company_id,
        1 as rule_group,
        priority,
        field,
        pattern,
        channel,
        coalesce(valid_from, cast('1900-01-01' as date)) as valid_from
    from own_rules

    union all

    select
        companies.company_id,
        3 as rule_group,
        default_rules.priority,
        default_rules.field,
        default_rules.pattern,
        default_rules.channel,
        cast('1900-01-01' as date) as valid_from
    from companies
    cross join default_rules

)

select * from final
