with customer_records as (

    select * from {{ ref('int_customer_records') }}

),

known_by as (

    select distinct
        company_id,
        source_system,
        customer_no
    from customer_records

),

system_counts as (

    select
        company_id,
        customer_no,
        count(*) as system_count
    from known_by
    group by company_id, customer_no

),

system_sizes as (

    select
        company_id,
        source_system,
        count(*) as customer_count
    from known_by
    group by company_id, source_system

),

both_know as (

    select
        one.company_id,
        one.source_system,
        other.source_system as other_system,
        count(*) as customer_count,
        sum(case when system_counts.system_count = 1 then 1 else 0 end) as only_here_count
    from known_by as one
    inner join known_by as other
        on
            one.company_id = other.company_id
            and one.customer_no = other.customer_no
    inner join system_counts
        on
            one.company_id = system_counts.company_id
            and one.customer_no = system_counts.customer_no
    group by one.company_id, one.source_system, other.source_system

),

-- every pair of systems, also those that know nobody in common; a system with itself is all it knows
final as (

    select
        one.company_id,
        one.source_system,
        other.source_system as other_system,
        cast(coalesce(both_know.customer_count, 0) as integer) as customer_count,
        {{ safe_divide('coalesce(both_know.customer_count, 0)', 'one.customer_count') }} as share_of_system,
        cast(coalesce(both_know.only_here_count, 0) as integer) as only_here_count
    from system_sizes as one
    inner join system_sizes as other
        on one.company_id = other.company_id
    left join both_know
        on
            one.company_id = both_know.company_id
            and one.source_system = both_know.source_system
            and other.source_system = both_know.other_system

)

select * from final
