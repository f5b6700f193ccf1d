{#
    The credit of one touch by its place: in journeys whose touches know their touch_position, the
    touch_count, and the lead_position and opportunity_position, 0 where there is no such touch; under
    full_path the closing touch is the last one, if not another column places it. Key touches keep their
    weight and coinciding ones add theirs; the others share the rest; what is missing is made up in
    proportion.
#}
{% macro w_shaped_share() -%}
    {{- _key_touch_share(30, 10) -}}
{%- endmacro %}

{% macro full_path_share(closing_position='touch_count') -%}
    {{- _key_touch_share(225, 100, closing_position) -}}
{%- endmacro %}

{% macro _key_touch_share(of_a_key, of_all_others, closing_position=none) -%}
    {%- set keys_here -%}
        (
            case when touch_position = 1 then 1 else 0 end
            + case when touch_position = lead_position then 1 else 0 end
            + case when touch_position = opportunity_position then 1 else 0 end
            {%- if closing_position %}
            + case when touch_position = {{ closing_position }} then 1 else 0 end
            {%- endif %}
        )
    {%- endset -%}
    {%- set keys -%}
        (
            1
            {%- if closing_position %}
            + case when {{ closing_position }} > 0 then 1 else 0 end
            {%- endif %}
            + case when lead_position > 0 then 1 else 0 end
            + case when opportunity_position > 0 then 1 else 0 end
        )
    {%- endset -%}
    {%- set others -%}
        (
            touch_count - 1
            - case when lead_position > 1 then 1 else 0 end
            - case when opportunity_position > 1 and opportunity_position != lead_position then 1 else 0 end
            {%- if closing_position %}
            - case
                when
                    {{ closing_position }} > 1
                    and {{ closing_position }} != lead_position
                    and {{ closing_position }} != opportunity_position
                    then 1
                else 0
            end
            {%- endif %}
        )
    {%- endset -%}
    case
        when {{ keys_here }} > 0 then {{ of_a_key }} * {{ keys_here }}
        else cast({{ of_all_others }} as {{ type_double() }}) / {{ others }}
    end
    / cast(
        {{ of_a_key }} * {{ keys }} + case when {{ others }} > 0 then {{ of_all_others }} else 0 end
        as {{ type_double() }}
    )
{%- endmacro %}
