{# The birth date, where the text is a date that is not in the future nor over 120 years ago. #}
{% macro plausible_birth_date(column, seen_at) -%}
    case
        when
            {{ try_to_date(column) }} <= cast({{ seen_at }} as date)
            and {{ try_to_date(column) }} > {{ dbt.dateadd("year", -120, "cast(" ~ seen_at ~ " as date)") }}
            then {{ try_to_date(column) }}
    end
{%- endmacro %}
