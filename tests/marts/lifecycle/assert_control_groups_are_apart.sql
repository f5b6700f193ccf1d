-- Every member is exported or in the control group, never both; and the counts add up.
with members as (

    select * from {{ ref('fct_audience_members') }}

),

counted as (

    select
        company_id,
        audience,
        applies_to,
        count(*) as member_count,
        sum(case when is_control then 1 else 0 end) as control_count
    from members
    group by company_id, audience, applies_to

)

select
    members.company_id,
    members.audience,
    members.customer_id
from members
left join {{ ref('fct_audience_exports') }} as exports
    on
        members.company_id = exports.company_id
        and members.audience = exports.audience
        and members.customer_id = exports.customer_id
where members.is_control = (exports.customer_id is not null)

union all

select
    audiences.company_id,
    audiences.audience,
    null as customer_id
from {{ ref('dim_audiences') }} as audiences
left join counted
    on
        audiences.company_id = counted.company_id
        and audiences.audience = counted.audience
        and audiences.applies_to = counted.applies_to
where
    audiences.member_count != coalesce(counted.member_count, 0)
    or audiences.control_count != coalesce(counted.control_count, 0)
