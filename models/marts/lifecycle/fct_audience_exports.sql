with members as (

    select * from {{ ref('int_audience_members') }}
    -- those of the control group are left alone, so no tool gets to see them
    where not is_control

),

profiles as (

    select * from {{ ref('int_customer_profiles') }}

),

recommended as (

    select
        company_id,
        customer_id,
        {{ string_agg('product_id', order_by='rank') }} as product_ids
    from {{ ref('int_products_recommended') }}
    where rank <= 3
    group by company_id, customer_id

),

addressed as (

    select
        members.company_id,
        {{ surrogate_key(['members.company_id', 'members.audience', 'members.customer_id']) }} as export_id,
        members.audience,
        members.customer_id,
        members.channel,
        -- ad platforms compare addresses by their hash and need no plain one
        case when members.channel != 'ads' then members.address end as address,
        case
            when members.channel in ('ads', 'email', 'sms', 'whatsapp', 'phone')
                then {{ sha256_hex('members.address') }}
        end as address_sha256,
        profiles.first_name,
        profiles.last_name,
        profiles.language,
        profiles.country,
        members.cart_id,
        members.cart_value,
        members.cart_currency,
        recommended.product_ids as recommended_product_ids,
        members.member_from
    from members
    left join profiles
        on
            members.company_id = profiles.company_id
            and members.customer_id = profiles.customer_id
    left join recommended
        on
            members.company_id = recommended.company_id
            and members.customer_id = recommended.customer_id

),

final as (

    select
        company_id,
        export_id,
        {{ surrogate_key([
            'channel',
            'address',
            'address_sha256',
            'first_name',
            'last_name',
            'language',
            'country',
            'cart_id',
            'cart_value',
            'cart_currency',
            'recommended_product_ids',
        ]) }} as content_hash,
        audience,
        customer_id,
        channel,
        address,
        address_sha256,
        first_name,
        last_name,
        language,
        country,
        cart_id,
        cart_value,
        cart_currency,
        recommended_product_ids,
        member_from
    from addressed

)

select * from final
