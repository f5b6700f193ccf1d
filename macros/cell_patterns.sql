{# What cells of numbers and of times look like, as regular expressions without anchors; company/rules.py reads the same. #}
{% macro cell_patterns() -%}
    {{- return({
        "number": "[+-]?[0-9]{1,200}([.][0-9]{1,200})?",
        "time": "[0-9]{4}-[01][0-9]-[0-3][0-9]( [0-2][0-9]:[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?)?",
    }) -}}
{%- endmacro %}
