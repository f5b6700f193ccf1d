{#
    What ranks before every rule of survivorship, 0 is best: records that were not deleted, then contacts that
    are the person's own, then valid values, then customers records before guests.
#}
{% macro golden_standing(unit) -%}
    (
        case when is_deleted then 8 else 0 end
        + case when is_guest then 1 else 0 end
        {%- if unit in ("email", "phone", "address") %}
        + case
            when {{ unit }}_problem is null then 0
            when {{ unit }}_problem in ('invalid_syntax', 'disposable_domain', 'not_in_numbering_plan', 'postal_code_not_of_country') then 2
            else 4
        end
        {%- endif %}
    )
{%- endmacro %}
