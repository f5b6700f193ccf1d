{#
    What survives together into the golden record: each unit with its attributes. The parts of a name or an
    address come from one record, so that no person gets one address's street and another's town.
#}
{% macro golden_units() -%}
    {{- return({
        "name": ["first_name", "last_name", "full_name"],
        "email": ["email"],
        "phone": ["phone"],
        "birth_date": ["birth_date"],
        "gender": ["gender"],
        "address": ["street", "city", "region", "postal_code", "country"],
        "language": ["language"],
    }) -}}
{%- endmacro %}
