"""Each kind of value: what is read, kept and flagged, or rejected - against simple references."""

from __future__ import annotations

import math
import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from customer360.landing.chunk import Chunk
from customer360.landing.cleaner import Cleaned, Cleaner
from customer360.landing.contract import TABLES, Column, Kind, Table
from customer360.landing.contract.rules import CHANNEL_RULE_FIELDS, RESERVED_CHANNELS
from customer360.landing.time_zones import ZoneHistory
from customer360.project import PROJECT_ROOT

LOADED_AT = datetime(2026, 3, 1, 12)

TABLE = Table(
    "things",
    key=("id",),
    columns=(
        Column("id", required=True),
        Column("amount", Kind.MONEY),
        Column("number", Kind.NUMBER),
        Column("count", Kind.INTEGER),
        Column("is_it", Kind.BOOLEAN),
        Column("born", Kind.BIRTH_DATE),
        Column("day", Kind.DATE, is_event_time=True),
        Column("at", Kind.TIMESTAMP, is_event_time=True),
        Column("plan_at", Kind.TIMESTAMP),
        Column("money", Kind.CURRENCY),
        Column("land", Kind.COUNTRY),
        Column("colour", values=("red", "green")),
        Column("status", values=("on", "off"), required=True),
        Column("note"),
    ),
)

CLEANER = Cleaner("acme", ZoneHistory(((None, "Europe/Paris"),)), LOADED_AT, duckdb.connect())


def clean(rows: list[dict[str, str | None]], table: Table = TABLE) -> Cleaned:
    names = sorted({name for row in rows for name in row})
    cells = pa.table(
        {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
    )
    return CLEANER.clean(table, Chunk(cells, range(2, 2 + len(rows)), lambda row: f"row {row}", 0))


Outcome = tuple[object, str | None, str | None]


def each(column: str, texts: list[str | None]) -> list[Outcome]:
    """(value, flags, reason) of rows that are sound but for this cell."""
    cleaned = clean([{"id": "1", "status": "on", column: text} for text in ["", *texts]])
    found: dict[int, Outcome] = {row.line: (None, None, row.reason) for row in cleaned.rejected}
    rows = cleaned.rows.select(["landing_line", column, "landing_flags"])
    for line, value, flags in zip(*(values.to_pylist() for values in rows.columns), strict=True):
        found[line] = (value, flags, None)
    return [found[line] for line in range(3, 3 + len(texts))]


def one(column: str, text: str | None) -> Outcome:
    return each(column, [text])[0]


DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")

AMOUNTS = st.one_of(
    st.decimals(-(10**15), 10**15, allow_nan=False, places=2).map(str),
    st.decimals(-(10**6), 10**6, allow_nan=False, places=6).map("{:f}".format),
    st.floats().map(repr),
    st.text("0123456789+-.eE, ", max_size=12),
    st.text(max_size=6),
)


ODD_AMOUNTS = [
    "1e308",
    "nan",
    "-inf",
    "1,5",
    "1_000",
    "99999999999999.99994",
    "99999999999999.99995",
    "0.00005",
    "-0.00005",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=40))
@example(ODD_AMOUNTS)
def test_money_is_read_as_decimal_does(texts: list[str]) -> None:
    for text, (value, flags, reason) in zip(texts, each("amount", texts), strict=True):
        # Blanks as the loader knows them; Python also strips separators of files and records.
        stripped = text.replace("\0", "").strip(" \t\n\r\v\f")
        if not stripped:
            assert (value, reason) == (None, None)
            continue
        expected = _quantized(stripped) if DECIMAL.fullmatch(stripped) else None
        if expected is None:
            assert reason and "amount: " in reason
            continue
        assert value == expected
        words = (flags or "").split(",")
        assert ("amount:negative" in words) == (expected < 0)
        if "e" not in stripped.lower():
            assert ("amount:rounded" in words) == (expected != Decimal(stripped))


def _quantized(text: str) -> Decimal | None:
    """The amount with four decimals, halves away from zero; None beyond 14 digits before them."""
    try:
        amount = Decimal(text).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    except InvalidOperation:
        return None
    return amount if abs(amount) < 10**14 else None


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(st.floats().map(repr), st.text("0123456789+-.eE", max_size=8))))
@example(["1e400", "Infinity", "nan", "1_0", "1e9", "-1e9", "1000000000.1", "1e300"])
def test_numbers_are_finite_or_rejected(texts: list[str]) -> None:
    for text, (value, _, reason) in zip(texts, each("number", texts), strict=True):
        if not text:
            assert (value, reason) == (None, None)
        elif DECIMAL.fullmatch(text) and abs(float(text)) <= 1e9:
            assert value == float(text)
        elif DECIMAL.fullmatch(text) and math.isfinite(float(text)):
            assert reason and "is not between -1000000000 and 1000000000" in reason
        else:
            assert reason and "is not a finite number" in reason


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(-(2**70), 2**70)))
@example([2**63 - 1, 2**63, -(2**63), -(2**63) - 1])
def test_whole_numbers_fit_64_bits_or_are_rejected(numbers: list[int]) -> None:
    found = each("count", [str(number) for number in numbers])
    for number, (value, _, reason) in zip(numbers, found, strict=True):
        if -(2**63) <= number < 2**63:
            assert value == number
        else:
            assert reason and "is not a whole number" in reason


@pytest.mark.parametrize(
    "column, text, value, flags",
    [
        ("count", " 3.0 ", 3, None),
        ("is_it", "YES", True, None),
        ("is_it", "f", False, None),
        ("is_it", "0", False, None),
        ("money", "EUR", "EUR", None),
        ("money", "eur", "eur", "money:not_iso_spelling"),
        ("money", " EUR", " EUR", "money:not_iso_spelling"),
        ("land", "FR", "FR", None),
        ("land", "fr", "fr", "land:not_iso_code"),
        ("land", "United Kingdom", "United Kingdom", "land:not_iso_code"),
        ("colour", " RED", "red", None),
        ("colour", "Blue", "Blue", "colour:unknown_value"),
        ("born", "1980-02-29", "1980-02-29", None),
        ("born", "31/02/1980", "31/02/1980", "born:not_a_date"),
        ("born", "2026-03-02", "2026-03-02", "born:in_the_future"),
        ("born", "1906-02-28", "1906-02-28", "born:over_120_years_ago"),
        ("born", "1900-01-01", "1900-01-01", "born:over_120_years_ago"),
        ("amount", "-5", Decimal("-5"), "amount:negative"),
        ("amount", "-0.12345", Decimal("-0.1235"), "amount:negative,amount:rounded"),
        ("note", " kept as found ", " kept as found ", None),
        ("note", "a\0b\0", "ab", "note:nul_removed"),
        ("note", "\0", None, "note:nul_removed"),
        ("note", " \t\u00a0\u3000", None, None),
        ("note", "\u202egnp.exe\u200b", "\u202egnp.exe\u200b", None),
        ("at", "2024-07-01T12:00", datetime(2024, 7, 1, 10), None),
        ("at", "2024-03-31T02:30", datetime(2024, 3, 31, 1, 30), "at:nonexistent_local_time"),
        ("at", "2024-10-27T02:30", datetime(2024, 10, 27, 0, 30), "at:ambiguous_local_time"),
        ("at", "1950-01-01T00:00Z", datetime(1950, 1, 1), None),
        ("at", "2027-03-01T12:00Z", datetime(2027, 3, 1, 12), None),
        ("plan_at", "9999-12-31T00:00Z", datetime(9999, 12, 31), None),
    ],
)
def test_values_that_are_kept(column: str, text: str, value: object, flags: str | None) -> None:
    assert one(column, text) == (value, flags, None)


@pytest.mark.parametrize(
    "column, text, reason",
    [
        ("id", "  ", "id: required and empty"),
        ("status", None, "status: required and empty"),
        ("status", "paused", "status: 'paused' is none of on, off"),
        ("count", "1.5", "count: '1.5' is not a whole number"),
        ("is_it", "maybe", "is_it: 'maybe' is neither true nor false"),
        ("money", "XYZ", "money: 'XYZ' is no ISO 4217 currency"),
        ("at", "31/02/2024", "at: '31/02/2024' is not an ISO 8601 time"),
        ("at", "1949-12-31T23:59:59Z", "at: '1949-12-31T23:59:59Z' is before 1950"),
        ("at", "9999-12-31", "at: '9999-12-31' is more than a year after the load"),
        ("at", "O'Neil, Ann", "at: 'O\u2019Neil, Ann' is not an ISO 8601 time"),
        ("day", "1900-01-01", "day: '1900-01-01' is before 1950"),
        ("day", "tomorrow", "day: 'tomorrow' is not an ISO 8601 date"),
        ("source_system", "shop:eu", "source_system: 'shop:eu' holds : or |"),
        ("source_system", "shop|eu", "source_system: 'shop|eu' holds : or |"),
        ("amount", "x" * 500, f"amount: '{'x' * 100}...' is not an amount"),
    ],
)
def test_values_that_reject_the_row(column: str, text: str | None, reason: str) -> None:
    found = one(column, text)[2]
    assert found is not None and found.startswith(reason)


@pytest.mark.parametrize(
    "table, column, fitting, unfitting",
    [
        ("products", "replenish_days", ["0", "1000000"], ["-1", "1000001", "2147483648"]),
        ("enrichments", "valid_days", ["365"], ["2000000000", "9000000000"]),
        ("audience_rules", "max_days", ["1000000"], ["2000000000", "-7"]),
        ("audience_rules", "min_orders", ["3"], ["-1", "2147483648"]),
        ("audience_rules", "control_share", ["0", "0.1", "1"], ["1.1", "-0.1", "10"]),
        ("identity_links", "confidence", ["0", "0.85", "1"], ["85", "-0.1"]),
        ("enrichments", "confidence", ["0", "0.85", "1"], ["85", "-0.1"]),
        ("cart_events", "quantity", ["-3", "1e9"], ["4006381333931"]),
        ("loyalty_events", "points", ["0.5"], ["1e300"]),
        ("spend", "clicks", ["-4", "1000000000000"], ["9000000000000000000"]),
        (
            "exchange_rates",
            "rate",
            ["0.000000125", "1.1", "8000000"],
            ["0", "-3", "0.0000001", "9300000"],
        ),
    ],
)
def test_numbers_that_no_model_can_use_reject_the_row(
    table: str, column: str, fitting: list[str], unfitting: list[str]
) -> None:
    contract = TABLES[table]
    sound = {
        one.name: one.values[0] if one.values else _SOUND.get(one.kind, "x")
        for one in contract.columns
        if one.required
    }
    cleaned = clean([{**sound, column: text} for text in [*fitting, *unfitting]], contract)
    assert cleaned.rows[column].to_pylist() == [float(text) for text in fitting]
    assert len(cleaned.rejected) == len(unfitting)
    for row in cleaned.rejected:
        assert row.reason.startswith(f"{column}: ") and " is not between " in row.reason


_SOUND = {
    Kind.TIMESTAMP: "2025-01-01",
    Kind.DATE: "2025-01-01",
    Kind.CURRENCY: "EUR",
} | dict.fromkeys((Kind.INTEGER, Kind.NUMBER, Kind.MONEY), "1")


def test_spellings_of_a_currency_are_one_key() -> None:
    day = {"rate_date": "2025-01-01", "to_currency": "EUR", "rate": "1"}
    rows = [{**day, "from_currency": text} for text in ("USD", " usd", "Usd")]
    cleaned = clean(rows, TABLES["exchange_rates"]).rows
    assert cleaned["from_currency"].to_pylist() == ["USD"] * 3
    assert cleaned["landing_flags"].to_pylist() == [None, *["from_currency:not_iso_spelling"] * 2]


def test_a_channel_rule_names_what_can_be_read_and_no_name_of_the_marts() -> None:
    rule = {"priority": "1", "field": "utm_source", "pattern": "x", "channel": "search"}
    odd = [{"field": "utm_sorce"}, {"channel": " (No Touch)"}, {"channel": "(start)"}]
    cleaned = clean([rule, *({**rule, **cells} for cells in odd)], TABLES["channel_rules"])
    assert cleaned.rows["channel"].to_pylist() == ["search"]
    field, *channels = [row.reason for row in cleaned.rejected]
    assert field.startswith("field: 'utm_sorce' is none of channel, utm_source, ")
    assert channels == [
        f"channel: '{cells['channel']}' is a name that the marts keep" for cells in odd[1:]
    ]


def test_the_models_read_and_keep_what_the_contract_says() -> None:
    macros = PROJECT_ROOT / "macros"
    fields = (macros / "channel_rule_fields.sql").read_text(encoding="utf-8")
    assert re.findall(r'^ +"(\w+)": ', fields, re.MULTILINE) == list(CHANNEL_RULE_FIELDS)
    stated = (macros / "stated_channel.sql").read_text(encoding="utf-8")
    assert re.findall(r"'(\([a-z ]+\))'", stated) == list(RESERVED_CHANNELS)


def test_all_reasons_of_a_row_are_named() -> None:
    cleaned = clean([{"id": None, "status": "x", "amount": "NaN"}])
    (row,) = cleaned.rejected
    assert (row.line, row.text) == (2, "row 0")
    assert [reason.split(":")[0] for reason in row.reason.split("; ")] == ["id", "amount", "status"]


def test_absent_columns_are_typed_nulls_and_the_system_has_a_default() -> None:
    rows = clean([{"id": "1", "status": "on"}]).rows
    assert rows["source_system"].to_pylist() == ["landing"]
    assert rows["amount"].to_pylist() == [None]
    assert rows.schema.field("amount").type == pa.decimal128(18, 4)
    assert rows.schema.field("at").type == pa.timestamp("us")


def test_a_customer_needs_something_to_be_known_by() -> None:
    cleaned = clean(
        [
            {"source_record_id": "1", "email": " ", "city": "Paris"},
            {"source_record_id": "2", "email": None, "city": None},
            {"source_record_id": "3", "email": "a@example.com", "city": None},
        ],
        TABLES["customers"],
    )
    assert cleaned.rows["source_record_id"].to_pylist() == ["3"]
    assert [row.line for row in cleaned.rejected] == [2, 3]
    assert "none of email, phone" in cleaned.rejected[0].reason


@settings(max_examples=15, deadline=None)
@given(st.lists(st.fixed_dictionaries({"id": st.text(max_size=3), "amount": AMOUNTS}), max_size=8))
def test_every_row_is_either_loaded_or_rejected(rows: list[dict[str, str]]) -> None:
    cleaned = clean([{"status": "on", **row} for row in [*rows, {"id": "z", "amount": "1"}]])
    lines = cleaned.rows["landing_line"].to_pylist() + [row.line for row in cleaned.rejected]
    assert sorted(lines) == list(range(2, 3 + len(rows)))
