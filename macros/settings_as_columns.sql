{#
    Settings as typed columns of a grouping over a relation `settings` (setting, value): texts, whole
    numbers, real numbers. The loader has looked at every value, so each can be read as its type.
#}
{% macro settings_as_columns(texts=[], whole_numbers=[], real_numbers=[]) -%}
    {%- set columns = [] -%}
    {%- for type, names in [
        (none, texts), ("integer", whole_numbers), (type_double(), real_numbers),
    ] -%}
        {%- for name in names -%}
            {%- set value = "settings.value" if type is none else "cast(settings.value as " ~ type ~ ")" -%}
            {%- do columns.append(
                "max(case when settings.setting = " ~ text_literal(name) ~ " then " ~ value ~ " end) as " ~ name
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ columns | join(",\n        ") }}
{%- endmacro %}
