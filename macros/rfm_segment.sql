{#
    The name of a customer's segment, from the fifths by recency, frequency and money (5 is best);
    null where there are none. Frequency and money speak together: whoever buys often pays much.
#}
{% macro rfm_segment(recency, frequency, monetary) -%}
    case
        when {{ recency }} >= 4 and {{ frequency }} + {{ monetary }} >= 8 then 'champions'
        when {{ recency }} >= 4 and {{ frequency }} + {{ monetary }} >= 4 then 'promising'
        when {{ recency }} >= 4 then 'new'
        when {{ recency }} = 3 and {{ frequency }} + {{ monetary }} >= 8 then 'loyal'
        when {{ recency }} = 3 and {{ frequency }} + {{ monetary }} >= 4 then 'need_attention'
        when {{ recency }} = 3 then 'about_to_sleep'
        when {{ recency }} = 2 and {{ frequency }} + {{ monetary }} >= 8 then 'at_risk'
        when {{ recency }} = 1 and {{ frequency }} + {{ monetary }} >= 8 then 'must_not_lose'
        when {{ recency }} <= 2 and {{ frequency }} + {{ monetary }} >= 4 then 'hibernating'
        when {{ recency }} <= 2 then 'lost'
    end
{%- endmacro %}
