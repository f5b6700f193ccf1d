{#
    One row for each key of a connection: the first in the given order. Loaders keep every state that a
    campaign or an account was in, and rows of which only one can count.
#}
{% macro first_rows(relation, key, order, where="true") -%}
    select *
    from (
        select
            *,
            row_number() over (
                partition by company_id, source_system, {{ key }}
                order by {{ order }}
            ) as place
        from {{ relation }}
        where {{ where }}
    ) as placed
    where place = 1
{%- endmacro %}
