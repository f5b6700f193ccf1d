{#
    The rows of one contract table from every system that some company has connected, as select
    statements. A system without a connection adds nothing, not even a branch. With rejected=true the
    rows that the contract refuses, else those it takes. `connected` is what connections() says.
#}
{% macro connector_rows(table, connected, rejected=false) -%}
    {%- set branches = [] -%}
    {%- for system in connector_models()[table] -%}
        {%- set model = "stg_" ~ system ~ "__" ~ table -%}
        {%- if not execute -%}
            {#- dbt learns here what the model may read -#}
            {%- do [ref(model), source("landing", "connectors")] -%}
        {%- else -%}
            {%- set using = [] -%}
            {%- set not_using = [] -%}
            {%- for connection in connected.get(system, []) -%}
                {%- if not connection.tables or table in connection.tables -%}
                    {%- do using.append(connection) -%}
                {%- else -%}
                    {%- do not_using.append(connection) -%}
                {%- endif -%}
            {%- endfor -%}
            {%- if using -%}
                {%- do branches.append(_connector_branch(table, ref(model), not_using, rejected)) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(branches) -}}
{%- endmacro %}

{% macro _connector_branch(table, relation, not_using, rejected) -%}
    {%- set contract = contract_tables()[table] -%}
    select
    {%- if rejected %}
        company_id,
        {{ text_literal(table) }} as table_name,
        source_system,
        {% for column in contract.key -%}
        coalesce(cast({{ column }} as {{ dbt.type_string() }}), ''){{ " || '|' || " if not loop.last }}
        {%- endfor %} as source_record_id,
        case
            {%- for condition, reason in _contract_faults(contract) %}
            when {{ condition }} then {{ text_literal(reason) }}
            {%- endfor %}
        end as reason,
        loaded_at
    {%- else %}
        {%- for column, kind in contract.columns.items() %}
        {{ _contract_value(column, kind) }} as {{ column }}{{ "," if not loop.last }}
        {%- endfor %}
    {%- endif %}
    from {{ without_erased_people(relation, contract) }}
    where
        {{ "not " if not rejected }}(
            {%- for condition, reason in _contract_faults(contract) %}
            {{ "or " if not loop.first }}{{ condition }}
            {%- endfor %}
        )
        {%- for connection in not_using %}
        and not (
            company_id = {{ text_literal(connection.company_id) }}
            and source_system = {{ text_literal(connection.source_system) }}
        )
        {%- endfor %}
{%- endmacro %}

{# What the loader refuses in a file is refused here too, in the same words. #}
{% macro _contract_faults(contract) -%}
    {%- set faults = [] -%}
    {%- for column in contract.required -%}
        {%- do faults.append((column ~ " is null", column ~ " is missing")) -%}
    {%- endfor -%}
    {%- if "at_least_one_of" in contract -%}
        {%- do faults.append((
            "coalesce(" ~ contract.at_least_one_of | join(", ") ~ ") is null",
            "none of " ~ contract.at_least_one_of | join(", ") ~ " has a value",
        )) -%}
    {%- endif -%}
    {%- for column in contract.event_times | default([]) -%}
        {%- set instant = "coalesce(cast(" ~ column ~ " as timestamp), loaded_at)" -%}
        {%- do faults.append((instant ~ " < cast('1950-01-01' as timestamp)", column ~ " is before 1950")) -%}
        {%- do faults.append((
            instant ~ " > loaded_at + interval '1 year'", column ~ " is more than a year after the load"
        )) -%}
    {%- endfor -%}
    {%- for column, limits in (contract.limits | default({})).items() -%}
        {%- set between = "between " ~ limits.replace("..", " and ") -%}
        {%- set number = "coalesce(cast(" ~ column ~ " as " ~ type_double() ~ "), 0)" -%}
        {%- do faults.append((number ~ " not " ~ between, column ~ " is not " ~ between)) -%}
    {%- endfor -%}
    {%- for column, kind in contract.columns.items() if kind == "money" -%}
        {%- set amount = "coalesce(cast(" ~ column ~ " as " ~ type_double() ~ "), 0)" -%}
        {%- do faults.append(("abs(" ~ amount ~ ") >= 1e14", column ~ " is not an amount of at most 14 digits")) -%}
    {%- endfor -%}
    {{- return(faults) -}}
{%- endmacro %}

{# What staging makes of a landed column of this kind. #}
{% macro _contract_value(column, kind) -%}
    {%- set text = blank_to_null("cast(" ~ column ~ " as " ~ dbt.type_string() ~ ")") -%}
    {%- if kind == "text" -%} {{ ascii_lower(text) if column == "gender" else text }}
    {%- elif kind == "currency" -%} upper({{ text }})
    {%- elif kind == "money" -%} {{ money("cast(" ~ column ~ " as numeric(38, 12))") }}
    {%- elif kind == "number" -%} cast({{ column }} as {{ type_double() }})
    {%- elif kind == "integer" -%} cast({{ column }} as bigint)
    {%- elif column == "is_deleted" -%} coalesce(cast(is_deleted as boolean), false)
    {%- elif kind == "email_key" -%} {{ email_key("email") }}
    {%- elif kind == "who_key" -%} {{ who_key() }}
    {%- elif kind == "birth_date" -%} {{ plausible_birth_date("birth_date", "loaded_at") }}
    {%- elif kind == "birth_date_text" -%} {{ blank_to_null("birth_date") }}
    {%- elif kind == "landing_flags" -%} cast(null as {{ dbt.type_string() }})
    {%- else -%} cast({{ column }} as {{ kind }})
    {%- endif -%}
{%- endmacro %}
