with who_identifiers as (

    select * from {{ ref('int_who_identifiers') }}

),

carriers as (

    select * from {{ ref('int_identifier_carriers') }}

),

stated_links as (

    select * from {{ ref('int_stated_identity_links') }}

),

-- the same row of an activity carries the cookie and a known identifier
observed_with_who as (

    select
        cookies.company_id,
        cookies.id_value as anonymous_id,
        carriers.id_type,
        carriers.id_value,
        carriers.record_key,
        cookies.first_seen_at,
        cookies.last_seen_at
    from who_identifiers as cookies
    inner join who_identifiers as known
        on
            cookies.who_key = known.who_key
            and cookies.id_type = 'anonymous_id'
            and known.id_type != 'anonymous_id'
    inner join carriers
        on
            known.company_id = carriers.company_id
            and known.id_type = carriers.id_type
            and known.id_value = carriers.id_value

),

-- a login, form, receipt or click ties the cookie to a known identifier, on either side of the link
cookie_links as (

    select
        company_id,
        id_value_a as anonymous_id,
        id_type_b as known_type,
        id_value_b as known_value,
        observed_at
    from stated_links
    where id_type_a = 'anonymous_id' and id_type_b != 'anonymous_id'

    union all

    select
        company_id,
        id_value_b as anonymous_id,
        id_type_a as known_type,
        id_value_a as known_value,
        observed_at
    from stated_links
    where id_type_b = 'anonymous_id' and id_type_a != 'anonymous_id'

),

observed_by_link as (

    select
        cookie_links.company_id,
        cookie_links.anonymous_id,
        carriers.id_type,
        carriers.id_value,
        carriers.record_key,
        cookie_links.observed_at as first_seen_at,
        cookie_links.observed_at as last_seen_at
    from cookie_links
    inner join carriers
        on
            cookie_links.company_id = carriers.company_id
            and cookie_links.known_type = carriers.id_type
            and cookie_links.known_value = carriers.id_value

),

observed as (

    select * from observed_with_who
    union all
    select * from observed_by_link

),

final as (

    select
        company_id,
        anonymous_id,
        id_type,
        id_value,
        record_key,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at
    from observed
    group by company_id, anonymous_id, id_type, id_value, record_key

)

select * from final
