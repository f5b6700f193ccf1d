"""Samples of every connector, made by others: rows in the files = rows staged + refused."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest
from raw_companies import SHARED_SAMPLES, shared_file

pytestmark = pytest.mark.skipif(
    not SHARED_SAMPLES.is_dir(),
    reason=f"no shared connector samples at {SHARED_SAMPLES}; CUSTOMER360_SHARED names their place",
)

#: (table of the contract, folder): rows to expect, by a query over the files; {name} is a file.
ROWS = {
    ("customers", "hubspot"): "select count(*) from {contact}",
    ("customers", "klaviyo"): "select count(*) from {person}",
    ("customers", "mailchimp"): "select count(distinct id) from {member}",
    ("customers", "salesforce"): (
        "select (select count(*) from {contact}) + (select count(*) from {lead})"
    ),
    ("customers", "shopify"): "select count(*) from {customer}",
    ("customers", "stripe"): "select count(*) from {customer}",
    ("customers", "zendesk"): "select count(*) from {user} where role = 'end-user'",
    ("consents", "mailchimp"): (
        "select count(*) + count(*) filter (status != 'subscribed') from {member}"
    ),
    ("campaigns", "facebook_ads"): "select count(distinct id) from {campaign_history}",
    ("campaigns", "google_ads"): "select count(distinct id) from {campaign_history}",
    ("campaigns", "hubspot"): "select count(*) from {email_campaign}",
    ("campaigns", "klaviyo"): (
        "select (select count(*) from {campaign}) + (select count(*) from {flow})"
    ),
    ("campaigns", "mailchimp"): (
        "select (select count(*) from {campaign}) + (select count(*) from {automation_email})"
    ),
    ("campaigns", "tiktok_ads"): "select count(distinct campaign_id) from {campaign_history}",
    ("message_events", "hubspot"): "select count(*) from {email_event}",
    ("message_events", "klaviyo"): "select count(*) from {event} where type = 'Received Email'",
    ("message_events", "mailchimp"): (
        "select (select count(*) from {campaign_recipient})"
        " + (select count(*) from (select distinct action, campaign_id, member_id, timestamp,"
        " bounce_type, url from {campaign_recipient_activity}))"
        " + (select count(*) from (select distinct action, automation_email_id, member_id,"
        " timestamp, bounce_type, url from {automation_recipient_activity}))"
        " + (select count(*) from {unsubscribe})"
    ),
    ("touches", "ga4_export"): (
        "select count(distinct (user_pseudo_id, param_ga_session_id)) from {event}"
    ),
    ("touches", "hubspot"): "select count(*) from {contact_form_submission}",
    ("touches", "segment"): "select count(*) from {pages}",
    ("cart_events", "ga4_export"): (
        "select count(*) from {event}"
        " where name in ('view_item', 'add_to_cart', 'begin_checkout', 'checkout')"
    ),
    ("cart_events", "shopify"): "select count(*) from {abandoned_checkout}",
    ("orders", "shopify"): "select count(*) from {order} where not test",
    ("orders", "stripe"): "select count(*) from {charge} where livemode",
    ("order_lines", "shopify"): "select count(*) from {order_line}",
    ("refunds", "shopify"): "select count(*) from {refund}",
    ("refunds", "stripe"): "select count(*) from {refund} where status = 'succeeded'",
    ("products", "shopify"): "select count(*) from {product}",
    ("crm_stages", "hubspot"): (
        "select (select count(*) from {deal_stage} where deal_id not in"
        " (select merged_deal_id from {merged_deal}))"
        " + (select count(*) from {deal} where deal_id not in (select deal_id from {deal_stage})"
        " and deal_id not in (select merged_deal_id from {merged_deal}))"
    ),
    ("crm_stages", "salesforce"): (
        "select (select 2 * count(*) from {lead} where not is_deleted)"
        " + (select count(*) from {opportunity} where not is_deleted)"
    ),
    ("spend", "facebook_ads"): "select count(distinct (date, ad_id)) from {basic_ad}",
    ("spend", "google_ads"): "select count(distinct (date, id)) from {campaign_stats}",
    ("spend", "tiktok_ads"): (
        "select count(distinct (CAMPAIGN_ID, cast(STAT_TIME_HOUR as date)))"
        " from {campaign_report_hourly}"
    ),
    ("service_cases", "hubspot"): "select count(*) from {ticket} where not is_deleted",
    ("service_cases", "zendesk"): "select count(*) from {ticket} where status != 'deleted'",
}


def over_files(folder: str, query: str) -> object:
    names = {name.split("}")[0] for name in query.split("{")[1:]}
    files = {
        name: f"read_csv('{shared_file(folder, name)}', header=true, sample_size=-1)"
        for name in names
    }
    with duckdb.connect() as connection:
        return connection.sql(query.format(**files)).fetchall()[0][0]


@pytest.mark.parametrize("table, folder", ROWS, ids=[f"{t}-{f}" for t, f in ROWS])
def test_no_row_is_lost_and_none_is_made(build, table: str, folder: str) -> None:
    system = "ga4" if folder == "ga4_export" else folder
    staged, refused = (
        build.fetch(
            f"select count(*) from {relation}"
            f" where company_id = 'shared' and source_system = '{system}' {condition}"
        )[0][0]
        for relation, condition in (
            (f"staging.stg_unioned__{table}", ""),
            ("marts.rejected_rows", f"and table_name = '{table}'"),
        )
    )
    assert staged + refused == over_files(folder, ROWS[table, folder])


def test_nothing_else_is_staged(build) -> None:
    tables = {table for table, _ in ROWS}
    found = {
        (table, system)
        for table in tables
        for (system,) in build.fetch(
            f"select distinct source_system from staging.stg_unioned__{table}"
            " where company_id = 'shared'"
        )
    }
    assert found == {(table, "ga4" if f == "ga4_export" else f) for table, f in ROWS}


@pytest.mark.parametrize(
    "table, folder, value, total",
    [
        ("orders", "shopify", "order_value", "select sum(total_price) from {order}"),
        ("orders", "stripe", "order_value", "select sum(amount) * 0.01 from {charge}"),
        ("refunds", "stripe", "refund_value", "select sum(amount) * 0.01 from {refund}"),
        ("spend", "facebook_ads", "spend", "select sum(spend) from {basic_ad}"),
        ("spend", "tiktok_ads", "spend", "select sum(SPEND) from {campaign_report_hourly}"),
        # one rounding to cents for each of 16 days
        ("spend", "google_ads", "spend", "select sum(cost_micros) / 1e6 from {campaign_stats}"),
    ],
)
def test_money_reconciles(build, table: str, folder: str, value: str, total: str) -> None:
    ((found,),) = build.fetch(
        f"select sum({value}) from staging.stg_unioned__{table}"
        f" where company_id = 'shared' and source_system = '{folder}'"
    )
    expected = Decimal(str(over_files(folder, total)))
    assert abs(found - expected) < Decimal("0.08" if folder == "google_ads" else "0.005")


def test_every_staged_person_has_a_customer(build) -> None:
    staged = build.fetch(
        "select count(*) from staging.stg_unioned__customers where company_id = 'shared'"
    )
    mapped = build.fetch(
        "select count(*) from marts.bridge_customer_records"
        " where company_id = 'shared' and not is_guest and customer_id is not null"
    )
    assert staged == mapped
