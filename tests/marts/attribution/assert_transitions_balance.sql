-- What enters a channel leaves it, and the shares of what leaves sum to 1.
with entering as (

    select
        company_id,
        to_channel as channel,
        sum(transitions) as transitions
    from {{ ref('fct_channel_transitions') }}
    where to_channel not in ('(conversion)', '(null)')
    group by company_id, to_channel

),

leaving as (

    select
        company_id,
        from_channel as channel,
        sum(transitions) as transitions,
        sum(probability) as probability
    from {{ ref('fct_channel_transitions') }}
    group by company_id, from_channel

)

select
    leaving.company_id,
    leaving.channel,
    leaving.transitions as leaving,
    entering.transitions as entering,
    leaving.probability
from leaving
full outer join entering
    on
        leaving.company_id = entering.company_id
        and leaving.channel = entering.channel
where
    abs(leaving.probability - 1) > 1e-9
    or leaving.channel is null
    or (leaving.channel != '(start)' and entering.channel is null)
    or leaving.transitions != coalesce(entering.transitions, leaving.transitions)
