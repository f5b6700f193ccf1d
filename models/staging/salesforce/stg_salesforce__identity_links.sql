-- Merged records name the one that goes on; a converted lead names the contact it became.
with links as (

    {% for object in ['contact', 'lead'] -%}
    select
        company_id,
        source_system,
        master_record_id as id_value_a,
        id as id_value_b,
        coalesce(last_modified_date, _fivetran_synced) as observed_at,
        _fivetran_synced
    from {{ source('salesforce', object) }}

    union all

    {% endfor -%}
    select
        company_id,
        source_system,
        converted_contact_id as id_value_a,
        id as id_value_b,
        coalesce(converted_date, last_modified_date, _fivetran_synced) as observed_at,
        _fivetran_synced
    from {{ source('salesforce', 'lead') }}

),

final as (

    select
        company_id,
        source_system,
        'source_record_id' as id_type_a,
        id_value_a,
        'source_record_id' as id_type_b,
        id_value_b,
        observed_at,
        'merge' as link_type,
        {{ unknown_columns(['confidence']) }},
        _fivetran_synced as loaded_at
    from links
    where id_value_a is not null

)

select * from final
