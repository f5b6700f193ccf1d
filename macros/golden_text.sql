{# The parts of a unit of the golden record as one text, so that two values can be compared; null where none is known. #}
{% macro golden_text(parts) -%}
    {%- if parts | length == 1 -%}
        {{- parts[0] -}}
    {%- else -%}
        case
            when coalesce({{ parts | join(", ") }}) is not null
                then {% for part in parts -%}
                    coalesce({{ part }}, ''){{ " || chr(31) || " if not loop.last }}
                {%- endfor %}
        end
    {%- endif -%}
{%- endmacro %}
