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

solved as (

    select * from elimination
    where eliminated = channel_count

),

-- what the chain loses when it may not enter a channel: the chance to come there times what follows
removals as (

    select
        chains.company_id,
        chains.conversion_type,
        chains.channel,
        every_conversion.entry as conversion_probability,
        {{ safe_divide(
            'visits.entry * converting.entry / returns.entry',
            'every_conversion.entry',
        ) }} as removal_effect,
        visits.entry * valued.entry / returns.entry as value_lost
    from chains
    inner join solved as returns
        on
            chains.company_id = returns.company_id
            and chains.conversion_type = returns.conversion_type
            and chains.row_no = returns.row_no
            and chains.row_no = returns.column_no
    inner join solved as visits
        on
            chains.company_id = visits.company_id
            and chains.conversion_type = visits.conversion_type
            and visits.row_no = 0
            and chains.row_no = visits.column_no
    inner join solved as converting
        on
            chains.company_id = converting.company_id
            and chains.conversion_type = converting.conversion_type
            and chains.row_no = converting.row_no
            and chains.channel_count + 1 = converting.column_no
    inner join solved as valued
        on
            chains.company_id = valued.company_id
            and chains.conversion_type = valued.conversion_type
            and chains.row_no = valued.row_no
            and chains.channel_count + 2 = valued.column_no
    inner join solved as every_conversion
        on
            chains.company_id = every_conversion.company_id
            and chains.conversion_type = every_conversion.conversion_type
            and every_conversion.row_no = 0
            and chains.channel_count + 1 = every_conversion.column_no
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
