with assignments as (

    select * from {{ ref('int_record_assignments') }}

),

memberships as (

    select
        company_id,
        record_key,
        customer_id,
        batch_no,
        lead(batch_no) over (
            partition by company_id, record_key
            order by batch_no
        ) as left_batch_no
    from assignments

),

-- customers that gained or lost a record in a batch
touched as (

    select
        company_id,
        batch_no,
        assigned_at,
        customer_id
    from assignments
    where customer_id is not null

    union

    select
        company_id,
        batch_no,
        assigned_at,
        previous_customer_id as customer_id
    from assignments
    where previous_customer_id is not null

),

final as (

    select
        touched.company_id,
        touched.batch_no,
        touched.assigned_at,
        touched.customer_id,
        sum(
            case
                when
                    touched.batch_no > memberships.batch_no
                    and (memberships.left_batch_no is null or touched.batch_no <= memberships.left_batch_no)
                    then 1
                else 0
            end
        ) as records_before,
        sum(
            case
                when
                    touched.batch_no >= memberships.batch_no
                    and (memberships.left_batch_no is null or touched.batch_no < memberships.left_batch_no)
                    then 1
                else 0
            end
        ) as records_after
    from touched
    inner join memberships
        on
            touched.company_id = memberships.company_id
            and touched.customer_id = memberships.customer_id
    group by
        touched.company_id,
        touched.batch_no,
        touched.assigned_at,
        touched.customer_id

)

select * from final
