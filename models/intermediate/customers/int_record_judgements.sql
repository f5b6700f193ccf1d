{#- What a golden record may take from a record; what is null counts as unknown. -#}
{%- set attributes = [
    'records.first_name',
    'records.last_name',
    "coalesce(records.full_name, records.first_name || ' ' || records.last_name)",
    'records.email_key',
    'records.phone_e164',
    'records.birth_date',
    'records.gender',
    'records.street',
    'records.city',
    'records.region',
    'records.postal_code',
    'records.country',
    'records.language',
] -%}

with records as (

    select * from {{ ref('int_customer_records') }}

),

blocked_identifiers as (

    select * from {{ ref('int_identifiers_resolved') }}
    where is_blocked

),

verified_contacts as (

    select * from {{ ref('int_contacts_verified') }}

),

disposable_domains as (

    select * from {{ ref('disposable_email_domains') }}

),

postal_code_patterns as (

    select * from {{ ref('postal_code_patterns') }}

),

-- each postal code of a country is looked at once; without a country it may be from anywhere
postal_codes as (

    select distinct
        country,
        postal_code
    from records
    where postal_code is not null and country is not null

),

wrong_postal_codes as (

    select
        postal_codes.country,
        postal_codes.postal_code
    from postal_codes
    inner join postal_code_patterns
        on postal_codes.country = postal_code_patterns.country_code
    where not {{ matches_pattern('postal_codes.postal_code', 'postal_code_patterns.pattern') }}

),

judged as (

    select
        records.company_id,
        records.record_no,
        records.customer_no,
        {{ observed_at('records') }} as observed_at,

        -- what speaks against a value; a record without one survives before it
        case
            when records.email_key is null then null
            when blocked_emails.id_value is not null then blocked_emails.blocked_reason
            when not {{ regexp_matches("records.email_key", email_syntax()) }} then 'invalid_syntax'
            when disposable_domains.domain is not null then 'disposable_domain'
        end as email_problem,
        case
            when records.phone_e164 is null then null
            when blocked_phones.id_value is not null then blocked_phones.blocked_reason
            when not records.is_phone_valid then 'not_in_numbering_plan'
        end as phone_problem,
        case
            when wrong_postal_codes.postal_code is not null then 'postal_code_not_of_country'
        end as address_problem,

        verified_emails.id_value is not null as is_email_verified,
        verified_phones.id_value is not null as is_phone_verified,
        records.national_id is not null as is_document_known,
        (
            {% for attribute in attributes -%}
            case when {{ attribute }} is null then 1 else 0 end{{ " + " if not loop.last }}
            {% endfor -%}
        ) as unknown_count
    from records
    left join blocked_identifiers as blocked_emails
        on
            records.company_id = blocked_emails.company_id
            and records.email_key = blocked_emails.id_value
            and blocked_emails.id_type = 'email'
    left join blocked_identifiers as blocked_phones
        on
            records.company_id = blocked_phones.company_id
            and records.phone_e164 = blocked_phones.id_value
            and blocked_phones.id_type = 'phone'
    left join verified_contacts as verified_emails
        on
            records.company_id = verified_emails.company_id
            and records.email_key = verified_emails.id_value
            and verified_emails.id_type = 'email'
    left join verified_contacts as verified_phones
        on
            records.company_id = verified_phones.company_id
            and records.phone_e164 = verified_phones.id_value
            and verified_phones.id_type = 'phone'
    left join disposable_domains
        on {{ dbt.split_part('records.email_key', "'@'", 2) }} = disposable_domains.domain
    left join wrong_postal_codes
        on
            records.country = wrong_postal_codes.country
            and records.postal_code = wrong_postal_codes.postal_code

),

final as (

    select
        *,
        -- the numbers of records follow the order of their keys
        row_number() over (
            partition by company_id, customer_no
            order by observed_at desc nulls last, record_no asc
        ) as record_rank
    from judged

)

select * from final
