{# The date on the wall of a place: an instant in UTC and an IANA time zone, both may be columns. #}
{% macro local_date(timestamp_utc, time_zone) -%}
    {{- return(adapter.dispatch("local_date", "customer360")(timestamp_utc, time_zone)) -}}
{%- endmacro %}

{% macro default__local_date(timestamp_utc, time_zone) -%}
    cast(timezone({{ time_zone }}, timezone('UTC', {{ timestamp_utc }})) as date)
{%- endmacro %}

{% macro spark__local_date(timestamp_utc, time_zone) -%}
    cast(from_utc_timestamp({{ timestamp_utc }}, {{ time_zone }}) as date)
{%- endmacro %}
