{#- The attributes of a golden record, each with the expression that is compared. -#}
{%- set attributes = {
    'first_name': 'records.first_name',
    'last_name': 'records.last_name',
    'full_name': "coalesce(records.full_name, records.first_name || ' ' || records.last_name)",
    'email': 'records.email_key',
    'phone': 'records.phone_e164',
    'birth_date': 'cast(records.birth_date as ' ~ dbt.type_string() ~ ')',
    'gender': 'records.gender',
    'street': 'records.street',
    'city': 'records.city',
    'region': 'records.region',
    'postal_code': 'records.postal_code',
    'country': 'records.country',
    'language': 'records.language',
} -%}

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

-- ranked apart from the wide rows, which need not be sorted for it
ranks as (

    select
        company_id,
        record_key,
        row_number() over (
            partition by company_id, customer_id
            order by coalesce(updated_at, created_at, first_seen_at) desc nulls last, {{ binary_order('record_key') }}
        ) as record_rank
    from records

),

judged as (

    select
        records.company_id,
        records.customer_id,
        records.record_key,
        records.source_system,
        records.source_record_id,
        records.is_deleted,
        records.is_guest,
        records.first_seen_at,
        records.last_seen_at,
        coalesce(records.updated_at, records.created_at, records.first_seen_at) as observed_at,

        {% for attribute, value in attributes.items() -%}
        {{ value }} as {{ attribute }},
        {% endfor %}
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
        ranks.record_rank
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
    inner join ranks
        on
            records.company_id = ranks.company_id
            and records.record_key = ranks.record_key

),

final as (

    select
        *,
        (
            {% for attribute in attributes -%}
            case when {{ attribute }} is null then 1 else 0 end{{ " + " if not loop.last }}
            {% endfor -%}
        ) as unknown_count
    from judged

)

select * from final
