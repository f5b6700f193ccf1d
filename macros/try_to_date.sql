{#
    The date of a text in ISO form (2024-02-29, or with a time behind it); null where it is none. Years
    run from 0001 to 9999.
#}
{% macro try_to_date(text) -%}
    case
        when {{ regexp_matches(text, "^ *[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?$") }}
            then {{ adapter.dispatch("try_to_date", "customer360")("substring(trim(" ~ text ~ "), 1, 10)") }}
    end
{%- endmacro %}

{% macro default__try_to_date(day) -%}
    case when {{ day }} >= '0001' then try_cast({{ day }} as date) end
{%- endmacro %}

{# PostgreSQL would raise an error on the 30th of February, so the day is checked first. #}
{% macro postgres__try_to_date(day) -%}
    {%- set year = "cast(substring(" ~ day ~ ", 1, 4) as integer)" -%}
    {%- set month = "cast(substring(" ~ day ~ ", 6, 2) as integer)" -%}
    {%- set day_of_month = "cast(substring(" ~ day ~ ", 9, 2) as integer)" -%}
    case
        when {{ year }} >= 1 and {{ month }} between 1 and 12 and {{ day_of_month }} between 1 and 31
            then
                case
                    when
                        {{ day_of_month }} <= extract(
                            day from make_date({{ year }}, {{ month }}, 1) + interval '1 month - 1 day'
                        )
                        then make_date({{ year }}, {{ month }}, {{ day_of_month }})
                end
    end
{%- endmacro %}
