{%- set fields = channel_rule_fields() -%}
{%- set field_value -%}
    case rules.field
                {% for field in fields -%}
                when '{{ field }}' then signatures.{{ field }}
                {% endfor -%}
            end
{%- endset -%}

with unified as (

    select * from {{ ref('int_touches_unified') }}

),

rules as (

    select * from {{ ref('int_channel_rules') }}

),

signatures as (

    select distinct
        channel_signature,
        company_id,
        {% for field, expression in fields.items() -%}
        {{ expression }} as {{ field }}{{ "," if not loop.last }}
        {% endfor %}
    from unified

),

by_rule as (

    select
        signatures.channel_signature,
        rules.rule_group,
        rules.priority,
        rules.pattern,
        rules.field,
        rules.channel,
        rules.valid_from
    from signatures
    inner join rules
        on signatures.company_id = rules.company_id
    where {{ matches_pattern(field_value, 'rules.pattern') }}

),

-- the channel a source states holds where no rule of the company says otherwise
by_source as (

    select
        channel_signature,
        2 as rule_group,
        0 as priority,
        '' as pattern,
        'channel' as field,
        channel,
        cast('1900-01-01' as date) as valid_from
    from signatures
    where channel is not null

),

final as (

    select * from by_rule
    union all
    select * from by_source

)

select * from final
