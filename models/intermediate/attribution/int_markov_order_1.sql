{#-
    The chain solved exactly: one channel after the other is eliminated from its matrix, which leaves
    the expected visits N in its place. A step of the recursion is a step of the elimination, and every
    number comes from one fixed sequence of operations, so all warehouses agree to the last bit.
-#}

with recursive chains as (

    select * from {{ ref('int_markov_chains') }}

),

elimination as (

    select
        company_id,
        conversion_type,
        channel_count,
        row_no,
        column_no,
        cast(0 as bigint) as eliminated,
        entry
    from chains

    union all

    select
        company_id,
        conversion_type,
        channel_count,
        row_no,
        column_no,
        eliminated + 1 as eliminated,
        case
            when row_no = eliminated + 1 and column_no = eliminated + 1 then 1 / (1 - stays)
            when row_no = eliminated + 1 or column_no = eliminated + 1 then entry / (1 - stays)
            else entry + into_pivot * from_pivot / (1 - stays)
        end as entry
    from (
        select
            *,
            max(case when column_no = eliminated + 1 then entry end)
                over (partition by company_id, conversion_type, row_no)
                as into_pivot,
            max(case when row_no = eliminated + 1 then entry end)
                over (partition by company_id, conversion_type, column_no)
                as from_pivot,
            max(case when row_no = eliminated + 1 and column_no = eliminated + 1 then entry end)
                over (partition by company_id, conversion_type)
                as stays
        from elimination
        where eliminated < channel_count
    ) as pivoted

),

-- each number by the channel that it is about, 0 for the start
solved as (

    select
        company_id,
        conversion_type,
        channel_count,
        row_no,
        column_no,
        entry,
        case when row_no = 0 and column_no <= channel_count then column_no else row_no end as channel_no
    from elimination
    where
        eliminated = channel_count
        and (row_no = 0 or row_no = column_no or column_no > channel_count)

),

by_channel as (

    select
        company_id,
        conversion_type,
        channel_no,
        max(case when row_no = column_no then entry end) as returns,
        max(case when row_no = 0 and column_no = channel_no then entry end) as visits,
        max(case when column_no = channel_count + 1 then entry end) as converting,
        max(case when column_no = channel_count + 2 then entry end) as valued
    from solved
    group by
        company_id,
        conversion_type,
        channel_no

),

from_the_start as (

    select
        *,
        max(case when channel_no = 0 then converting end)
            over (partition by company_id, conversion_type)
            as conversion_probability
    from by_channel

),

-- what the chain loses when it may not enter a channel: the chance to come there times what follows
removals as (

    select
        chains.company_id,
        chains.conversion_type,
        chains.channel,
        from_the_start.conversion_probability,
        {{ safe_divide(
            'from_the_start.visits * from_the_start.converting / from_the_start.returns',
            'from_the_start.conversion_probability',
        ) }} as removal_effect,
        from_the_start.visits * from_the_start.valued / from_the_start.returns as value_lost
    from chains
    inner join from_the_start
        on
            chains.company_id = from_the_start.company_id
            and chains.conversion_type = from_the_start.conversion_type
            and chains.row_no = from_the_start.channel_no
    where chains.row_no > 0 and chains.row_no = chains.column_no

),

final as (

    select
        *,
        -- no channel may have led to a conversion: then nobody is credited by it
        {{ safe_divide(
            'removal_effect', 'max(removal_effect) over (partition by company_id, conversion_type)'
        ) }} as relative_effect
    from removals

)

select * from final
