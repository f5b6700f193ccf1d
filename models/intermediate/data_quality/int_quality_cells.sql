{#- One look at each table for all rules of all companies: a row comes out once for each rule about it. -#}
{{ config(materialized='view') }}

with rules as (

    select * from {{ ref('int_quality_rules') }}
    where problem is null

),

rejected_rows as (

    select * from {{ ref('stg_unioned__rejected_rows') }}
    where table_name = 'customers' and is_without_identity

),

customers as (

    select * from {{ ref('stg_unioned__customers') }}

),

-- rejected because they name nobody; without a key none can be found, and a loaded row of the key stands for itself
nameless_rows as (

    select distinct
        rejected_rows.company_id,
        rejected_rows.source_system,
        rejected_rows.source_record_id
    from rejected_rows
    left join customers
        on
            rejected_rows.company_id = customers.company_id
            and rejected_rows.source_system = customers.source_system
            and rejected_rows.source_record_id = customers.source_record_id
    where rejected_rows.source_record_id is not null and customers.source_record_id is null

),

-- columns of which all values must be known: they are to be unique, or others refer to them
valued_columns as (

    select
        company_id,
        table_name,
        column_name
    from rules
    where kind = 'values'

    union

    select
        company_id,
        to_table as table_name,
        to_column as column_name
    from rules
    where to_table is not null

),

requests as (

    select
        rule_no,
        company_id,
        check_name,
        kind,
        source_system,
        table_name,
        column_name,
        -- the loader flags what was written, also where it is no date
        case
            when check_name = 'flagged' and column_name = 'birth_date' then 'birth_date_text'
            else column_name
        end as read_column,
        beside_column
    from rules
    where kind in ('row', 'table')

    union all

    select
        null as rule_no,
        company_id,
        null as check_name,
        'values' as kind,
        null as source_system,
        table_name,
        column_name,
        -- two spellings of one address are one address
        case when column_name = 'email' then 'email_key' else column_name end as read_column,
        null as beside_column
    from valued_columns

),

final as (

    {% for table, about in quality_tables().items() -%}
    select
        requests.rule_no,
        requests.kind,
        requests.company_id,
        requests.table_name,
        requests.column_name,
        landed.source_system,
        {% for column in about.key -%}
        {{ "|| '|' || " if not loop.first -}}
        coalesce(cast({{ column }} as {{ dbt.type_string() }}), '')
        {%- endfor %} as row_key,
        {% for read in ["read_column", "beside_column"] -%}
        case requests.{{ read }}
            {% for column in about.columns -%}
            when '{{ column }}' then {{ quality_text("landed." ~ column) }}
            {% else -%}
            when '' then ''
            {% endfor -%}
        end as {{ "value" if loop.first else "beside" }}{{ "," if not loop.last }}
        {% endfor -%}
    from {{ ref('stg_unioned__' ~ table) }} as landed
    inner join requests
        on
            landed.company_id = requests.company_id
            and (requests.source_system is null or landed.source_system = requests.source_system)
    where requests.table_name = '{{ table }}'

    union all

    {% endfor -%}
    -- of a row that names nobody only this is known: what would name somebody is empty
    select
        requests.rule_no,
        requests.kind,
        requests.company_id,
        requests.table_name,
        requests.column_name,
        nameless_rows.source_system,
        nameless_rows.source_record_id as row_key,
        null as value,
        null as beside
    from nameless_rows
    inner join requests
        on
            nameless_rows.company_id = requests.company_id
            and (requests.source_system is null or nameless_rows.source_system = requests.source_system)
    where
        requests.table_name = 'customers'
        and requests.check_name = 'not_null'
        and requests.column_name in (
            {% for column in contract_tables()["customers"].at_least_one_of -%}
            '{{ column }}'{{ "," if not loop.last }}
            {% endfor -%}
        )

)

select * from final
