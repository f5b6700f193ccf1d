"""Households: shared places, their cap, and the walls between companies."""

from __future__ import annotations

import pyarrow as pa

from customer360.identity.households import HOUSEHOLDS, MAX_MEMBERS, households


def places(*rows: tuple[str, str, str]) -> pa.Table:
    names = ("company_id", "customer_id", "place")
    schema = pa.schema([(name, pa.string()) for name in names])
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=schema)


def found(table: pa.Table) -> dict[tuple[str, str], str]:
    return {(r["company_id"], r["customer_id"]): r["household_id"] for r in table.to_pylist()}


def test_people_at_one_address_or_phone_are_a_household() -> None:
    rows = places(
        ("a", "c2", "home"), ("a", "c1", "home"), ("a", "c3", "phone"), ("a", "c2", "phone")
    )
    assert found(households(rows)) == {("a", "c1"): "c1", ("a", "c2"): "c1", ("a", "c3"): "c1"}


def test_one_person_alone_is_no_household() -> None:
    assert households(places(("a", "c1", "home"), ("a", "c1", "phone"))).num_rows == 0
    assert households(places()).schema == HOUSEHOLDS


def test_companies_share_no_household() -> None:
    assert households(places(("a", "c1", "home"), ("b", "c2", "home"))).num_rows == 0


def test_a_block_of_flats_is_no_household() -> None:
    many = [("a", f"c{i}", "tower") for i in range(MAX_MEMBERS + 1)]
    assert households(places(*many)).num_rows == 0
    assert households(places(*many[:-1])).num_rows == MAX_MEMBERS


def test_order_of_rows_does_not_matter() -> None:
    rows = [("a", f"c{i}", f"p{i // 2}") for i in range(6)] + [("a", "c1", "p1")]
    assert found(households(places(*rows))) == found(households(places(*reversed(rows))))
