{#
    A column as a loader wrote it, in the type that a connector's source declares. Loaders differ in
    types, and so do versions of one loader: text is parsed, and what cannot be parsed is null, so that
    one odd cell stops neither the build nor another company.

    Declared types: text, timestamp (UTC without an offset), date, boolean, numeric.
#}
{% macro connector_value(column, written_type, declared_type, time_zone) -%}
    {%- set family = _type_family(written_type) -%}
    {%- set text = blank_to_null("cast(" ~ column ~ " as " ~ dbt.type_string() ~ ")") -%}
    {%- if declared_type == "text" -%}
        {%- if family == "float" -%}
            case
                when {{ column }} = floor({{ column }}) and abs({{ column }}) < 1e15
                    then cast(cast({{ column }} as bigint) as {{ dbt.type_string() }})
                else {{ text }}
            end
        {%- else -%} {{ text }}
        {%- endif -%}
    {%- elif declared_type == "timestamp" -%}
        {%- if family == "instant" -%} {{ column }} at time zone 'UTC'
        {%- elif family in ["local_time", "date"] -%} {{ _in_utc("cast(" ~ column ~ " as timestamp)", time_zone) }}
        {%- elif family == "text" -%} {{ _text_to_timestamp(text, time_zone) }}
        {%- else -%} cast(null as timestamp)
        {%- endif -%}
    {%- elif declared_type == "date" -%}
        {%- if family == "instant" -%} cast({{ column }} at time zone 'UTC' as date)
        {%- elif family in ["local_time", "date"] -%} cast({{ column }} as date)
        {%- elif family == "text" -%} {{ try_to_date(text) }}
        {%- else -%} cast(null as date)
        {%- endif -%}
    {%- elif declared_type == "boolean" -%}
        {%- if family == "boolean" -%} {{ column }}
        {%- elif family in ["decimal", "float"] -%} {{ column }} <> 0
        {%- else -%}
            case
                when {{ ascii_lower(text) }} in ('true', 't', 'yes', 'y', '1') then true
                when {{ ascii_lower(text) }} in ('false', 'f', 'no', 'n', '0') then false
            end
        {%- endif -%}
    {%- else -%}
        {%- set type = "numeric(28, 6)" -%}
        {%- if family == "boolean" -%} cast(null as {{ type }})
        {%- elif family in ["decimal", "float"] -%}
            case when abs({{ column }}) < 1e20 then cast({{ column }} as {{ type }}) end
        {%- else -%}
            case
                when {{ regexp_matches(text, "^[+-]?([0-9]{1,20}([.][0-9]*)?|[.][0-9]+)$") }}
                    then cast({{ text }} as {{ type }})
            end
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{% macro _type_family(written_type) -%}
    {%- set name = written_type | lower -%}
    {%- if "with time zone" in name or name == "timestamptz" -%} {{- return("instant") -}}
    {#- nanoseconds: DuckDB rounds them up to the next day, or cannot cast them; as text they are cut -#}
    {%- elif name.startswith("timestamp") and name.endswith("_ns") -%} {{- return("text") -}}
    {%- elif name.startswith("timestamp") or name == "datetime" -%} {{- return("local_time") -}}
    {%- elif name == "date" -%} {{- return("date") -}}
    {%- elif name.startswith("bool") -%} {{- return("boolean") -}}
    {%- elif name in ["double", "double precision", "real", "float"] -%} {{- return("float") -}}
    {%- elif name.startswith(("numeric", "decimal")) or name.endswith(("int", "integer")) -%}
        {{- return("decimal") -}}
    {%- else -%} {{- return("text") -}}
    {%- endif -%}
{%- endmacro %}

{#
    A local time that comes twice is the first of the two, as in landed files; the warehouses take the second. The
    first is what the clock of a day before says, where that shows the time at all.
#}
{% macro _in_utc(local_time, time_zone) -%}
    {%- if time_zone -%}
        {%- set zone = text_literal(time_zone) -%}
        {%- set day_before = add_days(local_time, -1) -%}
        {%- set first = add_days("(" ~ day_before ~ " at time zone " ~ zone ~ ") at time zone 'UTC'", 1) -%}
        case
            when ({{ first }} at time zone 'UTC') at time zone {{ zone }} = {{ local_time }} then {{ first }}
            else ({{ local_time }} at time zone {{ zone }}) at time zone 'UTC'
        end
    {%- else -%} {{ local_time }}
    {%- endif -%}
{%- endmacro %}

{#
    ISO 8601, also with a one-digit hour, an offset, "Z" or "UTC" behind it. Patterns are read in any letter
    case, casts are not: DuckDB knows no "z". What is finer than a microsecond is cut: PostgreSQL would round it,
    into the next day if need be.
#}
{% macro _text_to_timestamp(written, time_zone) -%}
    {%- set text = "upper(" ~ written ~ ")" -%}
    {%- set clock = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]*)?)?)?" -%}
    {%- set offset = "(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)$" -%}
    {%- set cut = regexp_clean(text, "([.][0-9]{6})[0-9]+", "\\1") -%}
    {%- set plain = regexp_clean(cut, " *(UTC)$") -%}
    case
        when {{ try_to_date(text) }} is null then null
        when {{ regexp_matches(text, clock ~ offset) }}
            then cast({{ cut }} as timestamp with time zone) at time zone 'UTC'
        when {{ regexp_matches(text, clock ~ " *UTC$") }} then cast({{ plain }} as timestamp)
        when {{ regexp_matches(text, clock ~ "$") }} then {{ _in_utc("cast(" ~ cut ~ " as timestamp)", time_zone) }}
    end
{%- endmacro %}
