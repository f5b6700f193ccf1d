{#
    A mart without its people: personal columns are left out, of the birth date the year stays, and keys
    of people and of what they did become keyed hashes, the same in every mart of a company. Without a
    salt nothing can be hashed, so there are no rows.
#}
{% macro pseudonymous_mart(mart) -%}
    {%- set columns = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == "model" and node.name == mart.identifier -%}
            {%- for column in node.columns.values() -%}
                {%- if column.name == "birth_date" -%}
                    {%- do columns.append("cast(extract(year from birth_date) as integer) as birth_year") -%}
                {%- elif is_key_of_person(column.name) -%}
                    {%- do columns.append(pseudonym(column.name) ~ " as " ~ column.name) -%}
                {%- elif not column.config.get("meta", {}).get("personal") -%}
                    {%- do columns.append(adapter.quote(column.name)) -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    select
        {{ columns | join(",\n        ") or "*" }}
    from {{ mart }}
    where {{ connection_key("pseudonym_key") }} is not null
{%- endmacro %}

{#
    Whether a column names a person or one of their doings; a campaign or product is the company's own. The key
    of fct_interests is words that somebody searched, which may be a name.
#}
{% macro is_key_of_person(column) -%}
    {%- set keys_of_the_company = [
        "company_id", "campaign_id", "parent_campaign_id", "product_id", "because_product_id", "store_id",
        "rule_id", "offer_id", "provider_id", "metric_id"
    ] -%}
    {{- return(
        (column.endswith("_id") or "customer_id" in column or "record_key" in column or column == "interest")
        and column not in keys_of_the_company
        and not column.endswith("_level") and not column.endswith("_weight")
    ) -}}
{%- endmacro %}

{# 128 bits of a keyed hash that nobody without the salt can make or check; null for null. #}
{% macro pseudonym(column) -%}
    substring({{ keyed_hash(
        "company_id || chr(31) || cast(" ~ column ~ " as " ~ dbt.type_string() ~ ")"
    ) }}, 1, 32)
{%- endmacro %}

{% macro keyed_hash(text) -%}
    {{- return(adapter.dispatch("keyed_hash", "customer360")(text)) -}}
{%- endmacro %}

{% macro default__keyed_hash(text) -%}
    sha256({{ connection_key("pseudonym_key") }} || sha256({{ connection_key("pseudonym_key") }} || {{ text }}))
{%- endmacro %}

{% macro postgres__keyed_hash(text) -%}
    {%- set inner = connection_key("pseudonym_key") ~ " || " ~ text -%}
    {%- set hashed = "encode(sha256(convert_to(" ~ inner ~ ", 'UTF8')), 'hex')" -%}
    encode(sha256(convert_to({{ connection_key("pseudonym_key") }} || {{ hashed }}, 'UTF8')), 'hex')
{%- endmacro %}
