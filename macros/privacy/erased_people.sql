{#
    What a connector's loader keeps in tables of its own is not ours to delete, so erased people are kept
    out where its rows are united with the landed ones: by the same list of hashes that the loader of files
    looks at (src/customer360/privacy/suppression.py).
#}

{# A relation with the columns of a contract table, without erased people; a sale stays, without its person. #}
{% macro without_erased_people(relation, contract) -%}
    {%- set list = _suppressed_identifiers() if contract.identifiers else none -%}
    {%- set companies = companies_with_erased_people(list) if list is not none else [] -%}
    {%- if not companies -%}
        {{ relation }}
    {%- else -%}
        {%- set is_erased -%}
            company_id in (
                {%- for company in companies %}{{ text_literal(company) }}{{ ", " if not loop.last }}{% endfor -%}
            )
            and (
                {%- for column, kind in contract.identifiers.items() %}
                {{ "or " if not loop.first }}(
                    {{ column }} is not null
                    and {{ erased_hash(kind, _standard_form(column, kind)) }} in (select id_hash from {{ list }})
                )
                {%- endfor %}
            )
        {%- endset -%}
        {%- set derived = ["email_key", "who_key", "birth_date_text", "landing_flags"] -%}
        (
            select
                {%- for column in contract.columns if column not in derived %}
                {% if column in contract.without_person | default([]) -%}
                case when not ({{ is_erased }}) then {{ column }} end as {{ column }}
                {%- else -%} {{ column }}
                {%- endif %}{{ "," if not loop.last }}
                {%- endfor %}
            from {{ relation }}
            {%- if not contract.without_person %}
            where not ({{ is_erased }})
            {%- endif %}
        ) as others
    {%- endif -%}
{%- endmacro %}

{# The companies of which people were erased. Stops the build where the salt does not fit their list. #}
{% macro companies_with_erased_people(list) -%}
    {%- set found = [] -%}
    {%- set query -%}
        select company_id, max(case when id_hash = {{ erased_hash("'salt'", "''") }} then 1 else 0 end) as fits
        from {{ list }}
        group by company_id
        order by company_id
    {%- endset -%}
    {%- for row in run_query(query) -%}
        {%- if row["fits"] != 1 -%}
            {{- exceptions.raise_compiler_error(
                "company '" ~ row["company_id"] ~ "' has erased people, and a connector may still bring their rows:"
                ~ " building needs env CUSTOMER360_SALT, the one they were erased with"
            ) -}}
        {%- endif -%}
        {%- do found.append(row["company_id"]) -%}
    {%- endfor -%}
    {{- return(found) -}}
{%- endmacro %}

{% macro _suppressed_identifiers() -%}
    {%- set beside = source("landing", "connectors") -%}
    {{- return(adapter.get_relation(
        database=beside.database, schema=beside.schema, identifier="suppressed_identifiers"
    )) -}}
{%- endmacro %}

{#
    As the list has it. Of a phone number SQL keeps the digits, and the list holds all usual writings of each
    (src/customer360/privacy/phone_writings.py).
#}
{% macro _standard_form(column, kind) -%}
    {%- set text = "trim(cast(" ~ column ~ " as " ~ dbt.type_string() ~ "))" -%}
    case {{ kind }}
        when 'source_record_id' then {{ record_key("source_system", text) }}
        when 'email' then {{ ascii_lower(text) }}
        when 'phone' then {{ regexp_clean(text, "[^0-9+]") }}
        else {{ text }}
    end
{%- endmacro %}

{# The hash of an identifier on the list (HMAC-SHA-256), of the row's company; null without a salt. #}
{% macro erased_hash(kind, value) -%}
    {{- return(adapter.dispatch("erased_hash", "customer360")(
        "company_id || chr(31) || " ~ kind ~ " || ':' || " ~ value
    )) -}}
{%- endmacro %}

{% macro default__erased_hash(text) -%}
    {%- set inner = "unhex(" ~ connection_key("erased_inner") ~ ") || encode(" ~ text ~ ")" -%}
    sha256(unhex({{ connection_key("erased_outer") }}) || unhex(sha256({{ inner }})))
{%- endmacro %}

{% macro postgres__erased_hash(text) -%}
    {%- set inner = "decode(" ~ connection_key("erased_inner") ~ ", 'hex') || convert_to(" ~ text ~ ", 'UTF8')" -%}
    encode(sha256(decode({{ connection_key("erased_outer") }}, 'hex') || sha256({{ inner }})), 'hex')
{%- endmacro %}
