with assignments as (

    select * from {{ ref('int_record_assignments') }}

),

lives as (

    select * from {{ ref('int_customer_lives') }}

),

moves as (

    select * from assignments
    where previous_customer_id is not null

),

-- where the records that left a customer in one batch went, most of them first
destinations as (

    select
        company_id,
        batch_no,
        assigned_at,
        previous_customer_id,
        customer_id as into_customer_id,
        count(*) as record_count,
        max(cause_weight) as cause_weight,
        max(case when is_kept_apart then 1 else 0 end) as is_kept_apart
    from moves
    group by company_id, batch_no, assigned_at, previous_customer_id, customer_id

),

ranked_destinations as (

    select
        *,
        row_number() over (
            partition by company_id, batch_no, previous_customer_id
            order by
                case when into_customer_id is null then 2 else 1 end,
                record_count desc,
                {{ binary_order('into_customer_id') }}
        ) as destination_rank
    from destinations

),

strongest_causes as (

    select
        moves.company_id,
        moves.batch_no,
        moves.previous_customer_id,
        moves.customer_id,
        moves.cause,
        row_number() over (
            partition by
                moves.company_id,
                moves.batch_no,
                moves.previous_customer_id,
                moves.customer_id
            order by moves.cause_weight desc nulls last, {{ binary_order('moves.cause') }}
        ) as cause_rank
    from moves

),

departures as (

    select
        ranked.company_id,
        ranked.batch_no,
        ranked.assigned_at,
        ranked.previous_customer_id as customer_id,
        case
            when ranked.into_customer_id is null and lives.records_after = 0 then 'retired'
            when lives.records_after = 0 then 'merged'
            else 'split'
        end as change,
        ranked.into_customer_id,
        ranked.record_count,
        case
            when ranked.into_customer_id is null then 'records_gone'
            when lives.records_after > 0 and ranked.is_kept_apart = 1 then 'cannot_link'
            else coalesce(strongest_causes.cause, 'evidence_changed')
        end as cause
    from ranked_destinations as ranked
    inner join lives
        on
            ranked.company_id = lives.company_id
            and ranked.batch_no = lives.batch_no
            and ranked.previous_customer_id = lives.customer_id
    left join strongest_causes
        on
            ranked.company_id = strongest_causes.company_id
            and ranked.batch_no = strongest_causes.batch_no
            and ranked.previous_customer_id = strongest_causes.previous_customer_id
            and ranked.into_customer_id = strongest_causes.customer_id
            and strongest_causes.cause_rank = 1
    where
        ranked.destination_rank = 1
        -- a customer that only lost records its sources dropped is still the same
        and (ranked.into_customer_id is not null or lives.records_after = 0)

),

arrivals as (

    select
        company_id,
        batch_no,
        assigned_at,
        customer_id,
        records_after as record_count
    from lives
    where records_before = 0 and records_after > 0

),

final as (

    select
        company_id,
        batch_no,
        assigned_at as changed_at,
        customer_id,
        change,
        into_customer_id,
        record_count,
        cause
    from departures

    union all

    select
        company_id,
        batch_no,
        assigned_at as changed_at,
        customer_id,
        'created' as change,
        null as into_customer_id,
        record_count,
        'first_seen' as cause
    from arrivals

)

select * from final
