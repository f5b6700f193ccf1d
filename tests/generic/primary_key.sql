{% test primary_key(model, columns, never_null=[]) %}
    select {{ columns | join(", ") }}, count(*) as row_count
    from {{ model }}
    group by {{ columns | join(", ") }}
    having
        count(*) > 1
        {%- for column in columns %}
        or {{ column }} is null
        {%- endfor %}
        {%- for column in never_null %}
        or count({{ column }}) < count(*)
        {%- endfor %}
{% endtest %}
