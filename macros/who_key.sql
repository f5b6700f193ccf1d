{#
    One key for all the identifiers a row carries, so that thousands of rows about the same person are
    resolved once; null where a row carries none.
#}
{% macro who_key() -%}
    case
        when
            coalesce(source_customer_id, email, phone, loyalty_id, anonymous_id) is not null
            then {{ surrogate_key([
                "company_id",
                "source_system",
                "source_customer_id",
                ascii_lower("trim(email)"),
                "phone",
                "loyalty_id",
                "anonymous_id",
            ]) }}
    end
{%- endmacro %}
