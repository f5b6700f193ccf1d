"""Timestamps against the standard library's own reading of ISO 8601 and of time zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from customer360.landing.time_zones import EXISTS, GAP, TWICE, ZoneHistory
from customer360.landing.times import read_times

ENGINE = duckdb.connect()

ZONES = (
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Asia/Ho_Chi_Minh",
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/Sao_Paulo",
)


def read_all(
    texts: list[str | None], zone: str = "UTC", *later: tuple[date, str]
) -> list[tuple[datetime | None, int]]:
    zones = ZoneHistory(((None, zone), *later))
    times = read_times(pa.array(texts, pa.string()), zones, ENGINE)
    return list(zip(times.utc.to_pylist(), times.state.to_pylist(), strict=True))


def read(
    text: str | None, zone: str = "UTC", *later: tuple[date, str]
) -> tuple[datetime | None, int]:
    return read_all([text], zone, *later)[0]


def reference(local: datetime, zone: str) -> tuple[datetime, int]:
    """UTC of a local time, the first of two, moved forward in a gap; from fold and round trip."""
    first = local.replace(tzinfo=ZoneInfo(zone), fold=0)
    second = first.replace(fold=1)
    utc = first.astimezone(UTC)
    if utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        state = GAP
    elif first.utcoffset() != second.utcoffset():
        state = TWICE
    else:
        state = EXISTS
    return utc.replace(tzinfo=None), state


LOCAL_TIMES = st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1))

ODD_TIMES = [
    datetime(2024, 3, 31, 2, 30),
    datetime(2024, 3, 31, 3, 0),
    datetime(2024, 10, 27, 2, 0),
    datetime(2024, 10, 27, 2, 59, 59, 999999),
    datetime(2024, 10, 27, 3, 0),
    datetime(2024, 10, 6, 2, 15),
    datetime(2011, 12, 30, 12, 0),
]


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=15, deadline=None)
@given(st.lists(LOCAL_TIMES, min_size=1), st.sampled_from(["T", " "]))
@example(ODD_TIMES, " ")
def test_local_times_are_read_as_the_standard_library_does(
    zone: str, local_times: list[datetime], separator: str
) -> None:
    found = read_all([local.isoformat(separator) for local in local_times], zone)
    assert found == [reference(local, zone) for local in local_times]


@pytest.mark.parametrize("zone", ZONES)
def test_times_around_every_clock_change(zone: str) -> None:
    local_times = []
    for year in range(1995, 2041):
        for month in (3, 4, 9, 10, 11):
            for day in range(7):
                midnight = datetime(year, month, 1) + timedelta(days=day)
                local_times += [midnight + timedelta(minutes=15 * step) for step in range(17)]
                local_times += [
                    midnight + timedelta(days=24, minutes=59 * step) for step in range(4)
                ]
    found = read_all([local.isoformat() for local in local_times], zone)
    assert found == [reference(local, zone) for local in local_times]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(LOCAL_TIMES, st.integers(-23 * 60 - 59, 23 * 60 + 59)), min_size=1),
    st.sampled_from(ZONES),
)
def test_an_offset_makes_a_time_absolute(times: list[tuple[datetime, int]], zone: str) -> None:
    moments = [local.replace(tzinfo=timezone(timedelta(minutes=off))) for local, off in times]
    expected = [(moment.astimezone(UTC).replace(tzinfo=None), EXISTS) for moment in moments]
    assert read_all([moment.isoformat() for moment in moments], zone) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2024-02-29", datetime(2024, 2, 29)),
        ("2024-02-29T10:20", datetime(2024, 2, 29, 10, 20)),
        ("  2024-02-29 10:20:30 ", datetime(2024, 2, 29, 10, 20, 30)),
        ("2024-02-29T10:20:30.5Z", datetime(2024, 2, 29, 10, 20, 30, 500000)),
        ("2024-02-29T10:20:30,123456789Z", datetime(2024, 2, 29, 10, 20, 30, 123456)),
        ("2024-02-29 10:20:30 +0200", datetime(2024, 2, 29, 8, 20, 30)),
        ("2024-02-29T10:20:30-05", datetime(2024, 2, 29, 15, 20, 30)),
        ("0001-01-01", datetime(1, 1, 1)),
        ("9999-12-31", datetime(9999, 12, 31)),
    ],
)
def test_accepted_spellings(text: str, expected: datetime) -> None:
    assert read(text) == (expected, EXISTS)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "2023-02-29",
        "31/02/2024",
        "2024-1-2",
        "20240102",
        "2024-13-01",
        "2024-01-01T24:00:00",
        "2024-01-01T10:60",
        "2024-01-01T10",
        "2024-01-01T10:00:60",
        "2024-01-01T10:00+25:00",
        "2024-01-01T10:00+01:75",
        "2024-01-01Z",
        "infinity",
        "epoch",
        "now",
        "2024-01-01T10:00 Europe/Paris",
        "٢٠٢٤-٠١-٠١",
    ],
)
def test_what_is_no_time_is_null(text: str | None) -> None:
    assert read(text)[0] is None


def test_the_zone_valid_on_that_day_is_used() -> None:
    later = (date(2024, 6, 1), "America/New_York")
    assert read("2024-05-31T12:00", "Europe/Paris", later)[0] == datetime(2024, 5, 31, 10)
    assert read("2024-06-01T12:00", "Europe/Paris", later)[0] == datetime(2024, 6, 1, 16)
