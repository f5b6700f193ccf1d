-- Who may be contacted has agreed: the open interval of the channel is granted, the address is known.
{%- set addresses = {'email': 'email', 'sms': 'phone', 'whatsapp': 'phone', 'phone': 'phone', 'post': 'street'} %}

with open_intervals as (

    select * from {{ ref('fct_consent_intervals') }}
    where valid_to is null

)

{% for channel, address in addresses.items() %}
select
    customers.company_id,
    customers.customer_id,
    '{{ channel }}' as channel
from {{ ref('dim_customers') }} as customers
left join open_intervals
    on
        customers.company_id = open_intervals.company_id
        and customers.customer_id = open_intervals.customer_id
        and open_intervals.channel = '{{ channel }}'
where
    customers.is_contactable_{{ channel }}
    and (open_intervals.status is null or open_intervals.status != 'granted' or customers.{{ address }} is null)
{{ "union all" if not loop.last }}
{% endfor %}
