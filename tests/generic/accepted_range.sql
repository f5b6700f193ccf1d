{% test accepted_range(model, column_name, min_value=none, max_value=none, inclusive=true) %}
    {%- if min_value is none and max_value is none -%}
        {{- exceptions.raise_compiler_error("accepted_range needs min_value, max_value or both") -}}
    {%- endif -%}
    {%- set too = {"low": "<" if inclusive else "<=", "high": ">" if inclusive else ">="} %}
    select {{ column_name }}
    from {{ model }}
    where
        false
        {%- if min_value is not none %}
        or {{ column_name }} {{ too.low }} {{ min_value }}
        {%- endif %}
        {%- if max_value is not none %}
        or {{ column_name }} {{ too.high }} {{ max_value }}
        {%- endif %}
{% endtest %}
