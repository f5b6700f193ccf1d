with touches as (

    select * from {{ ref('stg_unioned__touches') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

products as (

    select * from {{ ref('int_products') }}

),

purchases as (

    select * from {{ ref('int_purchases') }}

),

signals as (

    select
        touches.company_id,
        whos.customer_id,
        case touches.touch_type when 'wishlist' then 'wish_list' else 'search' end as interest_type,
        case when touches.touch_type = 'wishlist' then touches.product_id end as product_id,
        case when touches.touch_type = 'search' then {{ ascii_lower('touches.search_term') }} end as search_term,
        touches.occurred_at
    from touches
    inner join companies
        on touches.company_id = companies.company_id
    inner join whos
        on touches.who_key = whos.who_key
    where
        touches.occurred_at <= companies.as_of
        and (
            (touches.touch_type = 'search' and touches.search_term is not null)
            or (touches.touch_type = 'wishlist' and touches.product_id is not null)
        )

),

interests as (

    select
        company_id,
        customer_id,
        interest_type,
        product_id,
        search_term,
        count(*) as signal_count,
        min(occurred_at) as first_signal_at,
        max(occurred_at) as last_signal_at
    from signals
    group by company_id, customer_id, interest_type, product_id, search_term

),

final as (

    select
        interests.company_id,
        interests.customer_id,
        interests.interest_type,
        coalesce(interests.product_id, interests.search_term) as interest,
        interests.product_id,
        products.product_name,
        interests.search_term,
        cast(interests.signal_count as integer) as signal_count,
        -- bought at or after the first sign of it; nobody knows what would have answered a search
        case
            when interests.product_id is not null
                then coalesce(purchases.last_ordered_at >= interests.first_signal_at, false)
        end as is_bought,
        interests.first_signal_at,
        interests.last_signal_at
    from interests
    left join products
        on
            interests.company_id = products.company_id
            and interests.product_id = products.product_id
    left join purchases
        on
            interests.company_id = purchases.company_id
            and interests.customer_id = purchases.customer_id
            and interests.product_id = purchases.product_id

)

select * from final
