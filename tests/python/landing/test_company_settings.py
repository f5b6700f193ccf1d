"""company.csv: valid as a whole, or the company is refused and keeps what it had."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from landing_helpers import LOADED_AT, Land, Write, raw_contents

from customer360.landing.settings import SETTINGS
from customer360.warehouse import Warehouse

ORDERS = "order_id,ordered_at,status,order_value\n"


@pytest.mark.parametrize(
    "content, reason",
    [
        ("setting,value\ntime_zon,UTC\n", "line 2: unknown setting 'time_zon'"),
        ("setting,value\n\ntime_zone,Mars/Base\n", "line 3: setting 'time_zone': cannot read"),
        ("setting,value\nlookback_days,ten\n", "setting 'lookback_days': cannot read 'ten'"),
        ("setting,value\nlookback_days.order,-1\n", "setting 'lookback_days.order': cannot read"),
        ("setting,value\nlookback_days.gift,1\n", "'gift' is none of"),
        ("setting,value\nlookback_days.gift.email,1\n", "'gift' is none of"),
        ("setting,value\nlookback_days.order.,1\n", "names no channel after lookback_days.order"),
        ("setting,value\ncurrency.order,EUR\n", "cannot be set per conversion type"),
        ("setting,value\ncurrency,XQZ\n", "'XQZ' is no ISO 4217 code"),
        ("setting,value\ncountry,XX\n", "'XX' is no ISO 3166 alpha-2 code"),
        ("setting,value\ncurrency,\n", "setting 'currency': cannot read ''"),
        ('setting,value\nposition_weights,"0.5,0.2,0.4"\n', "setting 'position_weights'"),
        ('setting,value\nposition_weights,"nan,0.5,0.5"\n', "setting 'position_weights'"),
        ("setting,value\nas_of,9999-12-31T23:59-05:00\n", "line 2: setting 'as_of': cannot read"),
        ("setting,value\nas_of,0001-01-01T00:00+05:00\n", "line 2: setting 'as_of': cannot read"),
        ("setting,value\nas_of,9999-12-31\n", "line 2: setting 'as_of': cannot read"),
        ("setting,value\nhalf_life_days,1e-310\n", "it takes a number of days, 0.001 to 100,000"),
        ("setting,value\nmatch_threshold,1\n", "it takes a number above 0 and below 1"),
        ("setting,value\nreview_threshold,0\n", "it takes a number above 0 and below 1"),
        (
            "setting,value\nmatch_threshold,0.05\n",
            "review_threshold 0.1 is above match_threshold 0.05 (one",
        ),
        ("setting,value\nreview_threshold,0.6\n", "review_threshold 0.6 is above"),
        (
            "setting,value,valid_from\nreview_threshold,0.6,2025-01-01\n"
            "match_threshold,0.7,2025-02-01\n",
            "review_threshold 0.6 is above match_threshold 0.5 from 2025-01-01 on",
        ),
        ("setting,value\ncurrency,EUR\ncurrency,EUR\n", "line 3: setting 'currency' comes twice"),
        (
            "setting,value,valid_from\ncurrency,EUR,2025-01-01\ncurrency,USD,2025-01-01\n",
            "comes twice with valid_from 2025-01-01",
        ),
        ("setting,value,valid_from\ncurrency,EUR,soon\n", "valid_from 'soon'"),
        ("setting,value\ncurrency,EUR,x\n", "line 2: the row has 3 cells"),
        ("setting\ncurrency\n", "required column 'value' is missing"),
        ("setting,value,value\ncurrency,EUR,EUR\n", "column 'value' comes more than once"),
        ("", "the file is empty"),
    ],
)
def test_a_broken_setting_refuses_the_company(
    content: str, reason: str, write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write("bad/company.csv", content)
    write("bad/orders.csv", ORDERS + "1,2025-01-01,paid,5\n")
    write("good/orders.csv", ORDERS + "1,2025-01-01,paid,5\n")
    report = land_all()
    bad, good = report.companies
    assert bad.refused and reason in bad.refused
    assert good.refused is None and good.files[0].loaded_count == 1
    assert not report.is_all_usable
    assert warehouse.fetch("select distinct company_id from raw.orders") == [("good",)]
    assert warehouse.fetch("select company_id from raw.companies") == [("good",)]
    assert warehouse.fetch("select company_id, table_name, file, line from raw.rejected_rows") == [
        ("bad", "company", "company.csv", None)
    ]


def test_thresholds_that_fit_each_other_on_every_day_are_read(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write(
        "acme/company.csv",
        "setting,value,valid_from\n"
        "review_threshold,0.6,2025-01-01\nmatch_threshold,0.7,2025-01-01\n"
        "match_threshold,0.05,2024-01-01\nreview_threshold,0.01,\n",
    )
    assert land_all().companies[0].refused is None


def test_a_refused_company_keeps_what_it_had(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write("acme/company.csv", "setting,value\ncurrency,EUR\n")
    write("acme/orders.csv", ORDERS + "1,2025-01-01,paid,5\n")
    land_all()
    before = raw_contents(warehouse)
    write("acme/company.csv", "setting,value\ncurrency,EURO\n")
    write("acme/orders.csv", ORDERS + "1,2025-01-01,paid,9\n")
    land_all()
    after = raw_contents(warehouse)
    assert len(after.pop("rejected_rows")) == 1 and before.pop("rejected_rows") == []
    assert after == before
    write("acme/company.csv", "setting,value\ncurrency,USD\n")
    land_all()
    assert raw_contents(warehouse)["rejected_rows"] == []
    assert warehouse.fetch("select cast(order_value as integer) from raw.orders") == [(9,)]


def test_settings_are_stored_in_canonical_spelling(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write(
        "acme/company.csv",
        "value,setting,valid_from,note,,\n"
        'eur,currency,,x,,\nusd,currency,2025-06-01,,,\n"0.40, 0.2,.4",position_weights,,,,\n'
        "014,lookback_days.order,,,,\n7,lookback_days.order.e.mail,,,,\n"
        "A\0cme; drop,company_name,,,,\n",
    )
    report = land_all()
    assert report.companies[0].unknown_settings_columns == ("note",)
    found = "select setting, value, valid_from from raw.company_settings order by 1, 2"
    assert warehouse.fetch(found) == [
        ("company_name", "Acme; drop", None),
        ("currency", "EUR", None),
        ("currency", "USD", date(2025, 6, 1)),
        ("lookback_days.order", "14", None),
        ("lookback_days.order.e.mail", "7", None),
        ("position_weights", "0.4,0.2,0.4", None),
    ]
    assert warehouse.fetch("select * from raw.companies") == [("acme", False, LOADED_AT)]


def test_times_are_read_in_the_zone_that_held_on_their_day(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write(
        "acme/company.csv",
        "setting,value,valid_from\n"
        "time_zone,Asia/Tokyo,2025-01-01\ntime_zone,America/New_York,2025-07-01\n",
    )
    days = ["2024-12-31", "2025-01-01", "2025-07-01"]
    write("acme/orders.csv", ORDERS + "".join(f"{day},{day}T12:00,paid,1\n" for day in days))
    land_all()
    assert warehouse.fetch("select ordered_at from raw.orders order by order_id") == [
        (datetime(2024, 12, 31, 12),),
        (datetime(2025, 1, 1, 3),),
        (datetime(2025, 7, 1, 16),),
    ]


def test_an_example_of_every_kind_of_setting_is_read() -> None:
    examples = {
        "tiers": ("Bronze, Silver,Gold", "Bronze,Silver,Gold"),
        "abandon_method": ("P_ALIVE", "p_alive"),
        "conversion_types": ("Order, lead", "order,lead"),
        "ignored_comparisons": ("Gender,locality", "gender,locality"),
        "as_of": ("2025-03-01T02:00:00+02:00", "2025-03-01 00:00:00"),
        "match_threshold": ("0.70", "0.7"),
    }
    for name, (stated, read) in examples.items():
        assert SETTINGS[name].read(stated) == read


def test_names_cannot_be_left_out_of_stitching() -> None:
    with pytest.raises(ValueError):
        SETTINGS["ignored_comparisons"].read("last_name")
