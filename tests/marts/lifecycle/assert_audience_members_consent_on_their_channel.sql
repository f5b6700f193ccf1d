-- Told from the consent log: since membership began, nothing but a yes was said on the channel.
select
    members.company_id,
    members.audience,
    members.customer_id,
    members.channel
from {{ ref('fct_audience_members') }} as members
inner join {{ ref('int_companies') }} as companies
    on members.company_id = companies.company_id
left join {{ ref('fct_consent_intervals') }} as consents
    on
        members.company_id = consents.company_id
        and members.customer_id = consents.customer_id
        and members.channel = consents.channel
        and (consents.valid_to is null or members.member_from < consents.valid_to)
group by
    members.company_id,
    members.audience,
    members.applies_to,
    members.customer_id,
    members.channel,
    members.member_from,
    companies.as_of
having
    count(*) != sum(case when consents.status = 'granted' then 1 else 0 end)
    or members.member_from < min(consents.valid_from)
    or members.member_from > companies.as_of
