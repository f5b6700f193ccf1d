-- Each identify event names some traits only, so a person has the newest of each.
{%- set traits = ['email', 'phone', 'first_name', 'last_name', 'name', 'country', 'company'] %}
with identifies as (

    select
        *,
        {% for trait in traits -%}
        row_number() over (
            partition by company_id, source_system, user_id
            order by
                case when {{ trait }} is null then 2 else 1 end,
                timestamp desc nulls last,
                {{ binary_order('id') }}
        ) as {{ trait }}_rank{{ "," if not loop.last }}
        {% endfor %}
    from {{ source('segment', 'identifies') }}
    where user_id is not null

),

people as (

    select
        company_id,
        source_system,
        user_id,
        max(connection_country) as connection_country,
        {% for trait in traits -%}
        max(case when {{ trait }}_rank = 1 then {{ trait }} end) as {{ trait }},
        {% endfor -%}
        min(timestamp) as created_at,
        max(timestamp) as updated_at,
        max(_fivetran_synced) as _fivetran_synced
    from identifies
    group by company_id, source_system, user_id

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        user_id as source_record_id,

        ---------- identifiers
        email,
        phone,
        user_id as external_customer_id,

        ---------- text
        first_name,
        last_name,
        case when first_name is null and last_name is null then name end as full_name,
        coalesce(country, connection_country) as country,
        company as company_name,

        ---------- times
        created_at,
        updated_at,

        ---------- not known here
        {{ unknown_columns([
            'loyalty_id', 'anonymous_id', 'middle_name', 'gender', 'street', 'city', 'region', 'postal_code',
            'language', 'national_id', 'occupation', 'lead_source', 'opt_in_channel', 'is_deleted', 'opt_in',
            'birth_date', 'opt_in_at',
        ]) }},
        _fivetran_synced as loaded_at
    from people

)

select * from final
