{# The method that decides who is gone: where few customers came back, the models are not believed. #}
{% macro abandon_method_believed(method, repeat_customer_count) -%}
    {%- set least_repeat_customers = 200 -%}
    case
        when
            {{ method }} in ('p_alive', 'auto')
            and coalesce({{ repeat_customer_count }}, 0) < {{ least_repeat_customers }}
            then 'fixed_days'
        else {{ method }}
    end
{%- endmacro %}
