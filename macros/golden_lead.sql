{#
    One number of how a record stands for a unit of the golden record, then of its recency, then of which
    record it is: the least of a person leads.
#}
{% macro golden_lead(unit) -%}
    (cast({{ golden_standing(unit) }} * 1000000 + record_rank as bigint) * 2147483648 + record_no)
{%- endmacro %}

{# The record that a lead is about. #}
{% macro golden_lead_record(lead) -%} cast(mod({{ lead }}, 2147483648) as integer) {%- endmacro %}
