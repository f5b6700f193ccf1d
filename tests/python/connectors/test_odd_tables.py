"""Tables that loaders do write and that are easily misread, each by a connection of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from dbt_project import PROJECT_ROOT, DbtProject
from postgres_server import temporary_database
from raw_tables import write_table
from whole_build import LOADED_AT, Build

from customer360.landing.load import land

COMPANY = "odd"

#: Connection to a contact that only PostgreSQL has.
HOW_IT_JOINS = "how_it_joins"


@dataclass(frozen=True)
class Case:
    """What a loader has written, and the united rows that it means.

    Attributes:
        system: system of the connection.
        tables: the loader's tables as CSV.
        united: table of the contract -> its columns, and the rows expected of them.
        rejected: record and reason of every row that is refused.
        currency: that of the connection.
        time_zone: in which the loader writes times without an offset.
        as_text: whether the loader writes every column as text.
        duckdb_types: columns that it writes in a type of DuckDB's own, as (table, column, type).
    """

    system: str
    tables: dict[str, str]
    united: dict[str, tuple[str, list[tuple]]]
    rejected: list[tuple[str, str]] = field(default_factory=list)
    currency: str = ""
    time_zone: str = ""
    as_text: bool = False
    duckdb_types: tuple[tuple[str, str, str], ...] = ()


CASES: dict[str, Case] = {}


# No number of a loader is too great to be written, and numeric(18, 2) holds 16 digits.
CASES["amounts_beyond_all_money"] = Case(
    system="shopify",
    tables={
        "order": """id,processed_at,total_price,total_tax
1,2025-02-01 10:00:00,100000000000000000,0
2,2025-02-01 10:00:00,20.00,99999999999999999
3,2025-02-01 10:00:00,99999999999999.99,0
""",
    },
    united={"orders": ("order_id, order_value", [("3", Decimal("99999999999999.99"))])},
    rejected=[
        ("1", "order_value is not an amount of at most 14 digits"),
        ("2", "tax is not an amount of at most 14 digits"),
    ],
    as_text=True,
)

CASES["times_in_other_spellings"] = Case(
    system="shopify",
    tables={
        "order": """id,processed_at,total_price
1,2025-02-01T10:00:00z,.5
2,2025-02-01t10:00:00+02:00,1.
3,2025-02-01 10:00:00+00,1
4,2025-02-01 10:00:00.5-05,1
5,2025-02-01 10:00:00 utc,1
6,2025-02-01 10:00:00+99,1
""",
    },
    united={
        "orders": (
            "order_id, ordered_at, order_value",
            [
                ("1", datetime(2025, 2, 1, 10), Decimal("0.50")),
                ("2", datetime(2025, 2, 1, 8), Decimal("1.00")),
                ("3", datetime(2025, 2, 1, 10), Decimal("1.00")),
                ("4", datetime(2025, 2, 1, 15, 0, 0, 500000), Decimal("1.00")),
                ("5", datetime(2025, 2, 1, 10), Decimal("1.00")),
            ],
        )
    },
    rejected=[("6", "ordered_at is missing")],
    as_text=True,
)

# When summer ends an hour comes twice, and when it begins one is left out: as in landed files.
CLOCK_CHANGES = Case(
    system="shopify",
    tables={
        "order": """id,processed_at,total_price
1,2025-10-26 01:30:00,1
2,2025-10-26 02:30:00,1
3,2025-10-26 03:30:00,1
4,2025-10-27 02:30:00,1
5,2025-03-30 01:30:00,1
6,2025-03-30 02:30:00,1
7,2025-03-30 03:30:00,1
8,2025-03-31 02:30:00,1
""",
    },
    united={
        "orders": (
            "order_id, ordered_at",
            [
                ("1", datetime(2025, 10, 25, 23, 30)),
                ("2", datetime(2025, 10, 26, 0, 30)),
                ("3", datetime(2025, 10, 26, 2, 30)),
                ("4", datetime(2025, 10, 27, 1, 30)),
                ("5", datetime(2025, 3, 30, 0, 30)),
                ("6", datetime(2025, 3, 30, 1, 30)),
                ("7", datetime(2025, 3, 30, 1, 30)),
                ("8", datetime(2025, 3, 31, 0, 30)),
            ],
        )
    },
    time_zone="Europe/Berlin",
)
CASES["clock_changes"] = CLOCK_CHANGES
CASES["clock_changes_in_text"] = replace(CLOCK_CHANGES, as_text=True)

CASES["refunds_that_failed"] = Case(
    system="shopify",
    tables={
        "order": "id,processed_at,total_price\n1,2025-02-01 10:00:00,50.00\n",
        "refund": """id,order_id,created_at
11,1,2025-02-02 10:00:00
12,1,2025-02-02 11:00:00
13,1,2025-02-02 12:00:00
""",
        "order_line_refund": """refund_id,quantity,subtotal,total_tax
11,1,20.00,0
12,1,20.00,0
13,1,20.00,0
""",
        "transaction": """refund_id,kind,status,amount
11,refund,failure,20.00
12,refund,error,20.00
12,refund,success,15.00
13,refund,pending,20.00
""",
    },
    united={
        "refunds": (
            "refund_id, refund_value",
            [("11", Decimal("0.00")), ("12", Decimal("15.00")), ("13", Decimal("20.00"))],
        )
    },
)

# A shop in euros that lets buyers pay in yen: what is paid and a checkout are in yen.
CASES["buyers_with_a_currency_of_their_own"] = Case(
    system="shopify",
    tables={
        "order": "id,processed_at,total_price,currency\n1,2025-02-01 10:00:00,50.00,EUR\n",
        "refund": "id,order_id,created_at\n11,1,2025-02-02 10:00:00\n",
        "order_line_refund": "refund_id,quantity,subtotal,total_tax\n11,1,20.00,2.00\n",
        "transaction": "refund_id,kind,status,amount,currency\n11,refund,success,3600,JPY\n",
        "abandoned_checkout": """id,created_at,total_price,currency,presentment_currency
21,2025-02-03 10:00:00,3600,EUR,JPY
22,2025-02-03 10:00:00,50.00,EUR,
""",
    },
    united={
        "refunds": ("refund_value, currency", [(Decimal("22.00"), "EUR")]),
        "cart_events": (
            "cart_value, currency",
            [(Decimal("3600.00"), "JPY"), (Decimal("50.00"), "EUR")],
        ),
    },
)

CASES["refunds_of_test_orders"] = Case(
    system="shopify",
    tables={
        "order": """id,processed_at,total_price,test,_fivetran_deleted
1,2025-02-01 10:00:00,50.00,true,false
2,2025-02-01 10:00:00,50.00,false,true
3,2025-02-01 10:00:00,50.00,false,false
""",
        "refund": """id,order_id,created_at
11,1,2025-02-02 10:00:00
12,2,2025-02-02 10:00:00
13,3,2025-02-02 10:00:00
14,99,2025-02-02 10:00:00
""",
        "order_line_refund": "refund_id,subtotal\n11,5\n12,5\n13,5\n14,5\n",
    },
    united={"refunds": ("refund_id, order_id", [("13", "3"), ("14", "99")])},
)
CASES["refunds_of_test_charges"] = Case(
    system="stripe",
    tables={
        "charge": """id,amount,currency,status,captured,livemode,created
ch_1,5000,eur,succeeded,true,false,2025-02-01 10:00:00
ch_2,5000,eur,succeeded,true,true,2025-02-01 10:00:00
""",
        "refund": """id,charge_id,amount,currency,status,created
re_1,ch_1,5000,eur,succeeded,2025-02-02 10:00:00
re_2,ch_2,5000,eur,succeeded,2025-02-02 10:00:00
re_3,ch_9,5000,eur,succeeded,2025-02-02 10:00:00
""",
    },
    united={"refunds": ("refund_id, order_id", [("re_2", "ch_2"), ("re_3", "ch_9")])},
)

# 70 of 100 held were captured, so Stripe gave 30 back by itself; later 30 of the 70 were refunded.
CASES["cards_charged_less_than_held"] = Case(
    system="stripe",
    tables={
        "charge": """id,amount,amount_captured,currency,status,captured,refunded,created
ch_1,10000,7000,eur,succeeded,true,false,2025-02-01 10:00:00
ch_2,10000,10000,eur,succeeded,true,true,2025-02-01 10:00:00
ch_3,10000,0,eur,succeeded,false,true,2025-02-01 10:00:00
ch_4,10000,0,eur,succeeded,false,false,2025-02-01 10:00:00
""",
        "refund": """id,charge_id,amount,currency,status,created
re_1,ch_1,3000,eur,succeeded,2025-02-02 10:00:00
re_2,ch_1,3000,eur,succeeded,2025-02-03 10:00:00
re_3,ch_2,10000,eur,succeeded,2025-02-03 10:00:00
""",
    },
    united={
        "orders": (
            "order_id, status, order_value",
            [
                ("ch_1", "paid", Decimal("70.00")),
                ("ch_2", "paid", Decimal("100.00")),
                ("ch_3", "cancelled", Decimal("100.00")),
                ("ch_4", "placed", Decimal("100.00")),
            ],
        ),
        "refunds": ("refund_id, order_id", [("re_2", "ch_1"), ("re_3", "ch_2")]),
    },
)

CASES["yen_by_the_connection_alone"] = Case(
    system="stripe",
    tables={
        "charge": """id,amount,status,captured,created
ch_1,1999,succeeded,true,2025-02-01 10:00:00
""",
        "refund": """id,charge_id,amount,status,created
re_1,ch_1,999,succeeded,2025-02-02 10:00:00
""",
    },
    united={
        "orders": ("order_value, currency", [(Decimal("1999.00"), "JPY")]),
        "refunds": ("refund_value, currency", [(Decimal("999.00"), "JPY")]),
    },
    currency="JPY",
)

# 11 went into 13 and 13 with 12 into a new contact 10; 21 went into 22, which 23 lists alone.
CASES["contacts_merged_more_than_once"] = Case(
    system="hubspot",
    tables={
        "contact": """id,property_email,property_hs_merged_object_ids,property_createdate
10,a@example.com,11;12;13,2025-01-01 00:00:00
11,b@example.com,,2025-01-01 00:00:00
12,c@example.com,,2025-01-01 00:00:00
13,d@example.com,11,2025-01-01 00:00:00
21,e@example.com,,2025-01-01 00:00:00
22,f@example.com,21,2025-01-01 00:00:00
23,g@example.com,22,2025-01-01 00:00:00
""",
        "contact_property_history": """contact_id,name,value,timestamp
11,lifecyclestage,lead,2025-01-02 00:00:00
10,lifecyclestage,lead,2025-01-02 00:00:00
21,lifecyclestage,lead,2025-01-03 00:00:00
""",
        "deal": "deal_id,deal_pipeline_stage_id,property_createdate\n1,new,2025-02-01 00:00:00\n",
        "deal_contact": "deal_id,contact_id\n1,11\n",
    },
    united={
        "customers": (
            "source_record_id, is_deleted",
            [
                ("10", False),
                *((number, True) for number in ("11", "12", "13", "21", "22")),
                ("23", False),
            ],
        ),
        "identity_links": (
            "id_value_a, id_value_b",
            [("10", "11"), ("10", "12"), ("10", "13"), ("23", "21"), ("23", "22")],
        ),
        "crm_stages": (
            "object_type, object_id, source_customer_id",
            [("lead", "10", "10"), ("lead", "23", "23"), ("opportunity", "1", "10")],
        ),
    },
)

CASES["forms_of_merged_contacts"] = Case(
    system="hubspot",
    tables={
        "contact": """id,property_email,property_hs_merged_object_ids
10,a@example.com,11
11,b@example.com,
""",
        "contact_form_submission": """contact_id,form_id,conversion_id,page_url,timestamp
11,f1,c1,https://acme.example/form,2025-02-02 00:00:00
10,f1,c1,https://acme.example/form,2025-02-02 00:00:00
11,f2,,https://acme.example/form,2025-02-03 00:00:00
10,f2,,https://acme.example/form,2025-02-03 00:00:00
10,f2,,https://acme.example/form,2025-02-04 00:00:00
""",
    },
    united={
        "touches": (
            "source_customer_id, touch_type, occurred_at",
            [("10", "form", datetime(2025, 2, day)) for day in (2, 3, 4)],
        )
    },
)

# Who leaves one kind of e-mail stays subscribed to the portal's others.
CASES["kinds_of_email_left"] = Case(
    system="hubspot",
    tables={
        "email_event": """id,type,recipient,created
e1,STATUSCHANGE,a@example.com,2025-02-01 00:00:00
e2,STATUSCHANGE,a@example.com,2025-02-02 00:00:00
e3,STATUSCHANGE,a@example.com,2025-02-03 00:00:00
""",
        "email_event_status_change": """id,portal_subscription_status,subscriptions
e1,SUBSCRIBED,"[{""id"": 7, ""status"": ""SUBSCRIBED""}]"
e2,UNSUBSCRIBED,[]
e3,SUBSCRIBED,"[{""id"": 7, ""status"": ""UNSUBSCRIBED""}]"
""",
    },
    united={"consents": ("consent_id, status", [("e1", "granted"), ("e2", "withdrawn")])},
)

CASES["chances_in_per_cent"] = Case(
    system="salesforce",
    tables={
        "opportunity": """id,stage_name,probability,created_date
006A,Proposal,75,2025-02-01 00:00:00
""",
        "opportunity_history": """id,stage_name,probability,_fivetran_start
006B,New,10,2025-02-01 00:00:00
""",
    },
    united={"crm_stages": ("object_id, probability", [("006A", 0.75), ("006B", 0.1)])},
)

# A conversion has a day only, here that on which the lead came.
CASES["leads_converted_on_their_day"] = Case(
    system="salesforce",
    tables={
        "lead": """id,last_name,status,is_converted,converted_date,created_date,last_modified_date
00Q1,Frost,Won,true,2025-01-20 00:00:00,2025-01-20 09:30:00,2025-01-21 00:00:00
00Q2,Gale,Won,true,2025-01-22 00:00:00,2025-01-20 09:30:00,2025-01-23 00:00:00
""",
    },
    united={
        "crm_stages": (
            "object_id, stage, occurred_at",
            [
                ("00Q1", "Won", datetime(2025, 1, 20, 9, 30)),
                ("00Q1", "created", datetime(2025, 1, 20, 9, 30)),
                ("00Q2", "Won", datetime(2025, 1, 22)),
                ("00Q2", "created", datetime(2025, 1, 20, 9, 30)),
            ],
        )
    },
)

CASES["campaigns_deleted_since"] = Case(
    system="salesforce",
    tables={
        "campaign": """id,name,type,is_deleted
701A,Fair,Event,true
701B,Call,,false
""",
    },
    united={"campaigns": ("campaign_id, campaign_name", [("701A", "Fair"), ("701B", "Call")])},
)

CASES["messages_that_people_left_by"] = Case(
    system="klaviyo",
    tables={
        "event": """id,person_id,type,campaign_id,flow_message_id,datetime
k1,p1,Unsubscribed from Email Marketing,c1,,2025-02-01 00:00:00
k2,p1,Unsubscribed from SMS Marketing,,fm1,2025-02-01 00:00:00
k3,p1,Unsubscribed from List,,,2025-02-01 00:00:00
""",
    },
    united={
        "message_events": (
            "message_event_id, event_type, channel, campaign_id, message_id",
            [
                ("k1", "unsubscribed", "email", "c1", "c1:p1"),
                ("k2", "unsubscribed", "sms", None, "fm1:p1"),
            ],
        ),
        "consents": (
            "consent_id, status, channel",
            [
                ("k1", "withdrawn", "email"),
                ("k2", "withdrawn", "sms"),
                ("k3", "withdrawn", "email"),
            ],
        ),
    },
)

# The last load that saw the member is the latest day the answer can be of.
CASES["members_who_left_on_no_day"] = Case(
    system="mailchimp",
    tables={
        "member": """id,list_id,email_address,status,timestamp_opt,last_changed,_fivetran_synced
m1,l1,a@example.com,unsubscribed,2025-01-02 00:00:00,,2025-06-01 00:00:00
m2,l1,b@example.com,cleaned,2025-01-02 00:00:00,2024-01-01 00:00:00,2025-06-01 00:00:00
m3,l1,c@example.com,subscribed,2025-01-02 00:00:00,,2025-06-01 00:00:00
""",
    },
    united={
        "consents": (
            "consent_id, status, occurred_at",
            [
                ("l1:m1:joined", "granted", datetime(2025, 1, 2)),
                ("l1:m1:unsubscribed", "withdrawn", datetime(2025, 6, 1)),
                ("l1:m2:cleaned", "withdrawn", datetime(2025, 1, 2)),
                ("l1:m2:joined", "granted", datetime(2025, 1, 2)),
                ("l1:m3:joined", "granted", datetime(2025, 1, 2)),
            ],
        )
    },
)

CASES["traits_told_one_by_one"] = Case(
    system="segment",
    tables={
        "identifies": """id,user_id,anonymous_id,email,first_name,name,timestamp,received_at
i1,u1,w1,old@example.com,Joe,,2025-01-01 00:00:00,2025-01-01 00:00:01
i2,u1,w1,joe@example.com,,,2025-01-02 00:00:00,2025-01-02 00:00:01
i3,u1,w1,,,Joe Bell,2025-01-03 00:00:00,2025-01-03 00:00:01
i4,u1,w1,none@example.com,,,,2025-01-04 00:00:01
""",
    },
    united={
        "customers": (
            "source_record_id, email, first_name, full_name, created_at, updated_at, loaded_at",
            [
                (
                    *("u1", "joe@example.com", "Joe", None),
                    *(datetime(2025, 1, 1), datetime(2025, 1, 3)),
                    datetime(2025, 1, 4, 0, 0, 1),
                )
            ],
        )
    },
)

# States of which no time is known are the oldest, on every warehouse.
CASES["states_without_a_time"] = Case(
    system="google_ads",
    tables={
        "campaign_stats": """id,customer_id,date,cost_micros
51,1,2025-02-01,1000000
""",
        "campaign_history": """id,name,advertising_channel_type,updated_at
51,Old,SEARCH,
51,New,VIDEO,2025-01-02 00:00:00
""",
        "account_history": "id,currency_code,updated_at\n1,USD,\n1,EUR,2025-01-02 00:00:00\n",
    },
    united={
        "campaigns": ("campaign_name, channel", [("New", "display")]),
        "spend": ("channel, currency", [("display", "EUR")]),
    },
)

CASES["calls_sent_twice"] = Case(
    system="segment",
    tables={
        "pages": """id,anonymous_id,url,timestamp,received_at
v1,w1,https://acme.example/,2025-01-01 00:00:00,2025-01-01 00:00:01
v1,w1,https://acme.example/,2025-01-01 00:00:00,2025-01-01 08:00:00
v2,w1,https://acme.example/,2025-01-01 00:00:00,2025-01-01 00:00:01
""",
        "tracks": """id,anonymous_id,event,timestamp,received_at
t1,w1,product_added,2025-01-01 00:00:00,2025-01-01 00:00:01
t1,w1,product_added,2025-01-01 00:00:00,2025-01-01 08:00:00
""",
    },
    united={
        "touches": ("touch_id", [("v1",), ("v2",)]),
        "cart_events": ("cart_event_id, event_type", [("t1", "added")]),
    },
)

# The object OpportunityHistory: ids of its own, no word on what is won.
CASES["stages_that_salesforce_keeps"] = Case(
    system="salesforce",
    tables={
        "opportunity": """id,stage_name,amount,is_won,is_closed,created_date
006A,Closed Won,900,true,true,2025-01-01 00:00:00
""",
        "opportunity_history": """id,opportunity_id,stage_name,amount,probability,created_date
0081,006A,New,100,10,2025-01-01 00:00:00
0082,006A,New,900,10,2025-01-05 00:00:00
0083,006A,Closed Won,900,100,2025-02-01 00:00:00
""",
    },
    united={
        "crm_stages": (
            "object_id, stage, occurred_at, is_won, is_closed",
            [
                ("006A", "New", datetime(2025, 1, 1), None, None),
                ("006A", "Closed Won", datetime(2025, 2, 1), True, True),
            ],
        )
    },
)

# A loader's history mode: every version of a row. One is active, and none if the row was deleted.
CASES["shops_in_every_version"] = Case(
    system="shopify",
    tables={
        "customer": """id,email,_fivetran_active,_fivetran_start
1,old@example.com,false,2025-01-01 00:00:00
1,new@example.com,true,2025-01-03 00:00:00
1,mid@example.com,false,2025-01-02 00:00:00
2,gone@example.com,false,2025-01-02 00:00:00
2,was@example.com,false,2025-01-01 00:00:00
""",
        "order": """id,processed_at,total_price,_fivetran_active,_fivetran_start
1,2025-02-01 10:00:00,50.00,false,2025-02-01 10:00:00
1,2025-02-01 10:00:00,45.00,true,2025-02-02 10:00:00
2,2025-02-01 10:00:00,20.00,false,2025-02-01 10:00:00
""",
        "order_line": """id,order_id,quantity,price,product_id,_fivetran_active,_fivetran_start
11,1,2,25.00,p1,false,2025-02-01 10:00:00
11,1,2,25.00,p1,true,2025-02-02 10:00:00
21,2,1,20.00,p1,false,2025-02-01 10:00:00
""",
        "discount_allocation": """order_line_id,index,amount,_fivetran_active,_fivetran_start
11,1,9.00,false,2025-02-01 10:00:00
11,1,5.00,true,2025-02-02 10:00:00
""",
    },
    united={
        "customers": (
            "source_record_id, email, is_deleted",
            [("1", "new@example.com", False), ("2", "gone@example.com", True)],
        ),
        "orders": ("order_id, order_value", [("1", Decimal("45.00"))]),
        "order_lines": ("order_id, line_no, line_value", [("1", 1, Decimal("45.00"))]),
    },
)
CASES["shops_in_versions_of_text"] = replace(CASES["shops_in_every_version"], as_text=True)

CASES["portals_in_every_version"] = Case(
    system="hubspot",
    tables={
        "contact": """id,property_email,_fivetran_active,_fivetran_start
1,old@example.com,false,2025-01-01 00:00:00
1,new@example.com,true,2025-01-02 00:00:00
""",
        "deal": """deal_id,property_amount,_fivetran_active,_fivetran_start
7,100,false,2025-02-01 00:00:00
7,120,true,2025-02-02 00:00:00
8,50,false,2025-02-01 00:00:00
""",
        "deal_contact": """deal_id,contact_id,_fivetran_active,_fivetran_start
7,2,false,2025-02-01 00:00:00
7,1,true,2025-02-02 00:00:00
""",
        "deal_stage": """deal_id,value,_fivetran_active,_fivetran_start
7,new,false,2025-02-01 00:00:00
7,won,true,2025-02-02 00:00:00
8,new,true,2025-02-01 00:00:00
""",
    },
    united={
        "customers": ("source_record_id, email", [("1", "new@example.com")]),
        "crm_stages": (
            "object_id, stage, amount, source_customer_id",
            [("7", "new", Decimal("120.00"), "1"), ("7", "won", Decimal("120.00"), "1")],
        ),
    },
)

CASES["sales_in_every_version"] = Case(
    system="salesforce",
    tables={
        "contact": """id,email,_fivetran_active,_fivetran_start
003A,old@example.com,false,2025-01-01 00:00:00
003A,new@example.com,true,2025-01-02 00:00:00
""",
        "opportunity": """id,stage_name,created_date,_fivetran_active,_fivetran_start
006A,New,2025-02-01 00:00:00,false,2025-02-01 00:00:00
006A,Won,2025-02-01 00:00:00,true,2025-02-03 00:00:00
""",
        "opportunity_history": """id,stage_name,_fivetran_active,_fivetran_start
006A,New,false,2025-02-01 00:00:00
006A,Won,true,2025-02-03 00:00:00
""",
    },
    united={
        "customers": ("source_record_id, email", [("003A", "new@example.com")]),
        "crm_stages": ("object_id, stage", [("006A", "New"), ("006A", "Won")]),
    },
)

CASES["lists_in_every_version"] = Case(
    system="mailchimp",
    tables={
        "member": """id,list_id,email_address,status,timestamp_opt,_fivetran_active,_fivetran_start
m1,l1,a@example.com,pending,2025-01-02 00:00:00,false,2025-01-02 00:00:00
m1,l1,a@example.com,subscribed,2025-01-02 00:00:00,true,2025-01-03 00:00:00
m1,l2,a@example.com,subscribed,2025-01-02 00:00:00,true,2025-01-02 00:00:00
""",
    },
    united={
        "customers": ("source_record_id", [("m1",)]),
        "consents": ("consent_id", [("l1:m1:joined",), ("l2:m1:joined",)]),
    },
)

# A version need not move the time that the source itself keeps.
CASES["states_of_one_time"] = Case(
    system="google_ads",
    tables={
        "campaign_history": """id,name,updated_at,_fivetran_active,_fivetran_start
51,A,2025-01-02 00:00:00,false,2025-01-01 00:00:00
51,B,2025-01-02 00:00:00,true,2025-01-03 00:00:00
51,C,2025-01-02 00:00:00,false,2025-01-02 00:00:00
""",
    },
    united={"campaigns": ("campaign_name", [("B",)])},
)

# 1 went into 2, 2 into 3, and so on to 7, and each says so of the one before it alone.
CASES["contacts_merged_in_a_long_chain"] = Case(
    system="hubspot",
    tables={
        "contact": "id,property_email\n7,a@example.com\n",
        "contact_merge_audit": "canonical_vid,vid_to_merge,timestamp\n"
        + "".join(f"{one + 1},{one},2025-01-0{one} 00:00:00\n" for one in range(1, 7)),
        "contact_property_history": """contact_id,name,value,timestamp
1,lifecyclestage,lead,2025-01-01 00:00:00
7,lifecyclestage,lead,2025-01-01 00:00:00
""",
    },
    united={
        "identity_links": (
            "id_value_a, id_value_b",
            [("7", str(one)) for one in range(1, 7)],
        ),
        "crm_stages": ("object_id", [("7",)]),
    },
)

CASES["contacts_merged_with_times"] = Case(
    system="hubspot",
    tables={
        "contact": """id,property_email,property_hs_calculated_merged_vids
10,a@example.com,11:1617293567000;12:1617293568000;10:1617293568000
12,b@example.com,11:1617293567000
""",
        "contact_merge_audit": """contact_id,canonical_vid,vid_to_merge,timestamp
12,12,11,2021-04-01 16:12:47
""",
    },
    united={
        "customers": ("source_record_id, is_deleted", [("10", False), ("12", True)]),
        "identity_links": ("id_value_a, id_value_b", [("10", "11"), ("10", "12")]),
    },
)

# Ads of two accounts that no history knows have no campaign, and each account its currency.
CASES["ads_without_a_history"] = Case(
    system="facebook_ads",
    tables={
        "basic_ad": """ad_id,account_id,date,spend
61,1,2025-02-01,10.00
62,2,2025-02-01,1000
63,2,2025-02-01,500
64,,2025-02-01,7.00
""",
        "account_history": "id,currency\n1,USD\n2,JPY\n",
    },
    united={
        "spend": (
            "campaign_id, spend, currency",
            [
                (None, Decimal("7.00"), "XXX"),
                (None, Decimal("10.00"), "USD"),
                (None, Decimal("1500.00"), "JPY"),
            ],
        )
    },
)

CASES["ads_that_name_no_account"] = Case(
    system="facebook_ads",
    tables={
        "basic_ad": "ad_id,date,spend\n61,2025-02-01,10.00\n62,2025-02-01,1000\n",
        "ad_history": """id,account_id,campaign_id,updated_time
61,1,c1,2025-01-01 00:00:00
62,2,c2,2025-01-01 00:00:00
""",
        "account_history": "id,currency\n1,USD\n2,JPY\n",
    },
    united={
        "spend": (
            "campaign_id, spend, currency",
            [("c1", Decimal("10.00"), "USD"), ("c2", Decimal("1000.00"), "JPY")],
        )
    },
    currency="EUR",
)

CASES["ads_of_accounts_of_one_currency"] = Case(
    system="facebook_ads",
    tables={
        "basic_ad": "ad_id,account_id,date,spend\n61,9,2025-02-01,10.00\n",
        "account_history": "id,currency\n1,JPY\n2,JPY\n",
    },
    united={"spend": ("spend, currency", [(Decimal("10.00"), "JPY")])},
)

CASES["clicks_of_accounts_that_are_not_known"] = Case(
    system="google_ads",
    tables={
        "campaign_stats": """id,customer_id,date,cost_micros
51,1,2025-02-01,1000000
52,9,2025-02-01,2000000
""",
        "account_history": "id,currency_code\n1,USD\n2,JPY\n",
    },
    united={"spend": ("campaign_id, currency", [("51", "USD"), ("52", "XXX")])},
)

CASES["videos_of_advertisers_that_are_not_known"] = Case(
    system="tiktok_ads",
    tables={
        "campaign_report_hourly": "campaign_id,stat_time_hour,spend\n71,2025-02-01,3.00\n",
        "advertiser": "id,currency\n1,USD\n2,JPY\n",
    },
    united={"spend": ("campaign_id, currency", [("71", "XXX")])},
)

# What is finer than a microsecond is cut, not rounded into the next day.
CASES["times_finer_than_a_microsecond"] = Case(
    system="shopify",
    tables={
        "order": """id,processed_at,total_price
1,2025-02-01T23:59:59.999999999Z,1
2,2025-02-01 23:59:59.9999999,1
3,2025-02-01T23:59:59.9999996+02:00,1
4,2025-02-01 3:59:59.1234567 UTC,1
5,2025-02-01 03:59:59.123456,1
6,2025-02-01 03:59:59.,1
""",
    },
    united={
        "orders": (
            "order_id, ordered_at",
            [
                ("1", datetime(2025, 2, 1, 23, 59, 59, 999999)),
                ("2", datetime(2025, 2, 1, 23, 59, 59, 999999)),
                ("3", datetime(2025, 2, 1, 21, 59, 59, 999999)),
                ("4", datetime(2025, 2, 1, 3, 59, 59, 123456)),
                ("5", datetime(2025, 2, 1, 3, 59, 59, 123456)),
                ("6", datetime(2025, 2, 1, 3, 59, 59)),
            ],
        )
    },
    as_text=True,
)

# As data frames are written: DuckDB rounds the one into the next day, and cannot cast the other.
CASES["times_of_data_frames"] = Case(
    system="shopify",
    tables={
        "order": """id,processed_at,created_at,total_price
1,,2025-02-01 23:59:59.999999999,1
2,2025-02-01 23:59:59.999999999Z,,1
""",
    },
    united={
        "orders": (
            "order_id, ordered_at",
            [(one, datetime(2025, 2, 1, 23, 59, 59, 999999)) for one in ("1", "2")],
        )
    },
    as_text=True,
    duckdb_types=(
        ("order", "created_at", "timestamp_ns"),
        ("order", "processed_at", "timestamptz_ns"),
    ),
)


def write_case(build: Build, name: str, folder: Path) -> None:
    case = CASES[name]
    folder.mkdir(exist_ok=True)
    with build.warehouse() as warehouse:
        for table, rows in case.tables.items():
            file = folder / f"{name}_{table}.csv"
            file.write_text(rows, encoding="utf-8")
            write_table(warehouse, name, table, file, as_text=case.as_text)
        for table, column, kind in case.duckdb_types if build.target == "duckdb" else ():
            warehouse.execute(f'alter table "{name}"."{table}" alter "{column}" type {kind}')


def write_how_it_joins(build: Build) -> None:
    """A contact who is called as PostgreSQL is set while it is read."""
    with build.warehouse() as warehouse:
        warehouse.execute(f"create schema {HOW_IT_JOINS}")
        warehouse.execute(
            f"create view {HOW_IT_JOINS}.contact as select 1 as id, 'ann@example.com'::text as "
            "property_email, current_setting('enable_nestloop') as property_firstname"
        )


@pytest.fixture(scope="module")
def odd_builds(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: dict[str, str]
) -> Iterator[dict[str, Build]]:
    work = tmp_path_factory.mktemp("odd_tables")
    landing = work / "landing" / COMPANY
    landing.mkdir(parents=True)
    lines = [
        f"{name},{case.system},{name},{case.currency},{case.time_zone}"
        for name, case in CASES.items()
    ]
    lines.append(f"{HOW_IT_JOINS},hubspot,{HOW_IT_JOINS},,")
    header = "source_system,system,schema,currency,time_zone"
    (landing / "connectors.csv").write_text("\n".join([header, *lines]), encoding="utf-8")
    with temporary_database(postgres_server) as postgres:
        place = {"CUSTOMER360_DUCKDB": str(work / "customer360.duckdb"), **postgres}
        project = DbtProject(PROJECT_ROOT, work, {**place, "CUSTOMER360_DEMO": "false"})
        built = {target: Build(project, target) for target in ("duckdb", "postgres")}
        for build in built.values():
            for name in CASES:
                write_case(build, name, work / "tables")
            with build.warehouse() as warehouse:
                land(work / "landing", warehouse, loaded_at=LOADED_AT)
        write_how_it_joins(built["postgres"])
        for build in built.values():
            build.make_marts("staging")
        yield built


@pytest.mark.parametrize("target", ["duckdb", "postgres"])
@pytest.mark.parametrize("name", CASES)
def test_odd_tables_mean(odd_builds, name: str, target: str) -> None:
    case, build = CASES[name], odd_builds[target]
    for table, (columns, expected) in case.united.items():
        found = build.fetch(
            f"select {columns} from staging.stg_unioned__{table} where source_system = '{name}'"
        )
        assert sorted(found, key=repr) == sorted(expected, key=repr), table
    refused = build.fetch(
        "select source_record_id, reason from staging.stg_unioned__rejected_rows"
        f" where source_system = '{name}' order by 1"
    )
    assert refused == case.rejected


def test_postgres_joins_no_loader_s_tables_row_by_row(odd_builds) -> None:
    (found,) = odd_builds["postgres"].fetch(
        "select first_name from staging.stg_unioned__customers"
        f" where source_system = '{HOW_IT_JOINS}'"
    )
    assert found == ("off",)


def test_a_reader_of_staging_joins_no_loader_s_tables_again(odd_builds) -> None:
    kinds = odd_builds["postgres"].fetch(
        "select distinct table_type from information_schema.tables"
        " where table_schema = 'staging' and table_name like 'stg_unioned%'"
    )
    assert kinds == [("BASE TABLE",)]
