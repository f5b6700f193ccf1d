{% test relationships_in_company(model, column_name, to, field, company_key="company_id") %}
    select child.{{ company_key }}, child.{{ column_name }}
    from {{ model }} as child
    left join {{ to }} as parent
        on child.{{ company_key }} = parent.{{ company_key }}
        and child.{{ column_name }} = parent.{{ field }}
    where child.{{ column_name }} is not null and parent.{{ field }} is null
{% endtest %}
