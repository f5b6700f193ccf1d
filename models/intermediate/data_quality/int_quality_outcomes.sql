{%- set number = "^" ~ cell_patterns()["number"] ~ "$" -%}
{#- PostgreSQL needs twenty times as long for a pattern that counts to 200: for cells the length stands apart. -#}
{%- set number_of_any_length = number | replace("{1,200}", "+") -%}

with cells as (

    select * from {{ ref('int_quality_cells') }}
    where kind = 'row'

),

rules as (

    select
        *,
        {{ regexp_matches("coalesce(min_value, max_value)", number) }} as is_numeric,
        {{ quality_time("min_value") }} as min_time,
        {{ quality_time("max_value") }} as max_time
    from {{ ref('int_quality_rules') }}

),

values_found as (

    select * from {{ ref('int_quality_values') }}

),

valid_phones as (

    select distinct
        company_id,
        phone
    from {{ ref('int_phones_standardised') }}
    where phone_e164 is not null

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

customers as (

    select * from {{ ref('stg_unioned__customers') }}

),

orders as (

    select * from {{ ref('int_orders_valued') }}

),

order_sums as (

    select
        order_lines.company_id,
        order_lines.source_system,
        order_lines.order_id,
        sum(order_lines.line_value) as lines_value,
        coalesce(max(orders.tax), 0) as tax,
        coalesce(max(orders.shipping), 0) as shipping,
        coalesce(max(orders.discount), 0) as discount
    from {{ ref('stg_unioned__order_lines') }} as order_lines
    inner join {{ ref('stg_unioned__orders') }} as orders
        on
            order_lines.company_id = orders.company_id
            and order_lines.source_system = orders.source_system
            and order_lines.order_id = orders.order_id
    group by order_lines.company_id, order_lines.source_system, order_lines.order_id

),

-- what each check looks up, null where it is another check
ruled_cells as (

    select
        cells.*,
        rules.check_name,
        rules.params,
        rules.min_value,
        rules.max_value,
        rules.min_time,
        rules.max_time,
        rules.is_numeric,
        rules.to_table,
        rules.to_column,
        case when rules.check_name = 'valid_phone' then cells.value end as phone,
        case when rules.check_name = 'known_customer' then cells.beside end as who_key,
        case when rules.check_name = 'after_customer_created' then cells.beside end as customer_key,
        case when rules.check_name = 'refunds_within_paid' then cells.beside end as refunded_order,
        case when rules.check_name = 'lines_add_up' then cells.beside end as summed_order,
        -- e-mail addresses are looked up in the form in which int_quality_values has them
        case when rules.to_column = 'email' then {{ email_key('cells.value') }} else cells.value end as looked_up,
        case
            when
                rules.is_numeric
                and length(cells.value) <= 200
                and {{ regexp_matches("cells.value", number_of_any_length) }}
                then cast(cells.value as {{ type_double() }})
        end as number_value,
        case when not rules.is_numeric then {{ quality_time("cells.value") }} end as time_value
    from cells
    inner join rules
        on cells.rule_no = rules.rule_no

),

judged as (

    select
        ruled_cells.rule_no,
        ruled_cells.company_id,
        ruled_cells.source_system,
        ruled_cells.row_key,
        ruled_cells.value,
        case
            when ruled_cells.check_name = 'not_null' then ruled_cells.value is null
            when ruled_cells.check_name = 'known_customer' then whos.customer_id is null
            when ruled_cells.check_name = 'consent_with_proof'
                then case when ruled_cells.beside = 'granted' then ruled_cells.value is null end
            when ruled_cells.value is null then null
            when ruled_cells.check_name = 'accepted_values'
                then
                    {{ dbt.position("'|' || ruled_cells.value || '|'", "'|' || ruled_cells.params || '|'") }} = 0
                    -- several of the values are none of them
                    or {{ dbt.position("'|'", "ruled_cells.value") }} > 0
            when ruled_cells.check_name = 'pattern'
                then not {{ matches_pattern("ruled_cells.value", "ruled_cells.params") }}
            when ruled_cells.check_name = 'range' and ruled_cells.is_numeric
                then
                    ruled_cells.number_value is null
                    or coalesce(ruled_cells.number_value < cast(ruled_cells.min_value as {{ type_double() }}), false)
                    or coalesce(ruled_cells.number_value > cast(ruled_cells.max_value as {{ type_double() }}), false)
            when ruled_cells.check_name = 'range'
                then
                    ruled_cells.time_value is null
                    or coalesce({{ binary_order('ruled_cells.time_value') }} < ruled_cells.min_time, false)
                    or coalesce({{ binary_order('ruled_cells.time_value') }} > ruled_cells.max_time, false)
            when ruled_cells.check_name = 'ordered_dates'
                then {{ binary_order('ruled_cells.value') }} < ruled_cells.beside
            when ruled_cells.check_name = 'flagged'
                -- a birth date's text stands in the loader's column birth_date
                then coalesce(',' || ruled_cells.beside || ',', '') like
                    '%,' || replace(ruled_cells.column_name, 'birth_date_text', 'birth_date')
                    || ':' || ruled_cells.params || ',%'
            when ruled_cells.check_name = 'valid_email' then {{ email_key('ruled_cells.value') }} is null
            when ruled_cells.check_name = 'valid_phone' then valid_phones.phone is null
            when ruled_cells.check_name = 'plausible_birth_date' then ruled_cells.beside is null
            when ruled_cells.check_name = 'reference' then values_found.value is null
            when ruled_cells.check_name = 'after_customer_created'
                then {{ binary_order('ruled_cells.value') }} < cast(customers.created_at as {{ dbt.type_string() }})
            when ruled_cells.check_name = 'refunds_within_paid'
                then orders.refund_value > orders.gross_value and orders.gross_value >= 0
            when ruled_cells.check_name = 'lines_add_up'
                then
                    -- the lines of one shop have the tax in them, those of another do not
                    cast(ruled_cells.value as numeric(18, 2)) - order_sums.lines_value not in (
                        0,
                        order_sums.tax,
                        order_sums.shipping,
                        order_sums.tax + order_sums.shipping,
                        -order_sums.discount,
                        order_sums.tax - order_sums.discount,
                        order_sums.shipping - order_sums.discount,
                        order_sums.tax + order_sums.shipping - order_sums.discount
                    )
        end as is_failed
    from ruled_cells
    left join whos
        on ruled_cells.who_key = whos.who_key
    left join valid_phones
        on
            ruled_cells.company_id = valid_phones.company_id
            and ruled_cells.phone = valid_phones.phone
    left join values_found
        on
            ruled_cells.company_id = values_found.company_id
            and ruled_cells.to_table = values_found.table_name
            and ruled_cells.to_column = values_found.column_name
            and ruled_cells.source_system = values_found.source_system
            and ruled_cells.looked_up = values_found.value
    left join customers
        on
            ruled_cells.company_id = customers.company_id
            and ruled_cells.source_system = customers.source_system
            and ruled_cells.customer_key = customers.source_record_id
    left join orders
        on
            ruled_cells.company_id = orders.company_id
            and ruled_cells.source_system = orders.source_system
            and ruled_cells.refunded_order = orders.order_id
    left join order_sums
        on
            ruled_cells.company_id = order_sums.company_id
            and ruled_cells.source_system = order_sums.source_system
            and ruled_cells.summed_order = order_sums.order_id

    union all

    select
        rules.rule_no,
        rules.company_id,
        values_found.source_system,
        values_found.first_row_key as row_key,
        values_found.value,
        values_found.row_count > 1 as is_failed
    from rules
    inner join values_found
        on
            rules.company_id = values_found.company_id
            and rules.table_name = values_found.table_name
            and rules.column_name = values_found.column_name
            and (rules.source_system is null or rules.source_system = values_found.source_system)
    where rules.kind = 'values'

),

-- rows that pass are counted, rows that fail are kept
final as (

    select
        rule_no,
        company_id,
        source_system,
        is_failed,
        case when is_failed then row_key end as row_key,
        case when is_failed then value end as value,
        count(*) as row_count
    from judged
    where is_failed is not null
    group by
        rule_no,
        company_id,
        source_system,
        is_failed,
        case when is_failed then row_key end,
        case when is_failed then value end

)

select * from final
