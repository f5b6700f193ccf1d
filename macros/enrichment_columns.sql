{# Bought attributes that have a column of their own in dim_customers; all others stand in fct_attribute_values. #}
{% macro enrichment_columns() -%}
    {{- return(["income_band", "household_size", "life_stage"]) -}}
{%- endmacro %}
