{#
    Source and table that the running generic test stands at. Inside the test `model` is its argument;
    here it is the test itself.
#}
{% macro tested_source() -%}
    {{- return(model.sources[0] if execute else ["", ""]) -}}
{%- endmacro %}
