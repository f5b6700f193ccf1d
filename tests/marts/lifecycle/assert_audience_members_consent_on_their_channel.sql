-- Told from the consent log: the newest word on the channel is a yes, and it came before membership.
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
        and consents.valid_to is null
where
    consents.status is distinct from 'granted'
    or members.member_from < consents.valid_from
    or members.member_from > companies.as_of
