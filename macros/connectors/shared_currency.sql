{#
    The currency of spend whose account is not known, one row for each connection: the one that all its accounts
    have. Where they differ it is XXX, the code of no currency, so that no rate makes a wrong amount of it.
#}
{% macro shared_currency(accounts, column) -%}
    select
        company_id,
        source_system,
        case when min(upper({{ column }})) = max(upper({{ column }})) then min({{ column }}) else 'XXX' end as currency
    from {{ accounts }}
    where {{ column }} is not null
    group by 1, 2
{%- endmacro %}
