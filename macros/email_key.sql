{#
    The form in which an e-mail address is compared: lower case, trimmed; null where it cannot be an
    address, so that "none" or "-" never ties two people together.
#}
{% macro email_key(column) -%}
    case
        when {{ regexp_matches("trim(" ~ column ~ ")", "^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$") }}
            then {{ ascii_lower("trim(" ~ column ~ ")") }}
    end
{%- endmacro %}
