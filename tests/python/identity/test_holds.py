"""What an erasure may not move stays, and gives way to evidence and to people."""

from __future__ import annotations

import pyarrow as pa
import pytest
from small_companies import company, links, partition

from customer360.identity import resolve
from customer360.identity.holds import HOLDS, evidence_of
from customer360.identity.schema import IDENTIFIER_LINKS

ANN = {"first_name": "Ann", "last_name": "Okafor", "email": "ann@mail.org"}
BO = {"first_name": "Bo", "last_name": "Chu", "email": "bo@mail.org"}
#: The first two are one person by all evidence, the third is another.
PEOPLE = company(ANN, ANN, BO)
FIRST, SECOND, THIRD = PEOPLE["record_key"].to_pylist()
BY_EVIDENCE = {frozenset({"r0001", "r0002"}), frozenset({"r0003"})}


def held(
    customers: dict[str, str], records: pa.Table = PEOPLE, stated: pa.Table | None = None
) -> pa.Table:
    stated = IDENTIFIER_LINKS.empty_table() if stated is None else stated
    evidence = evidence_of(records, stated, set(customers))
    return pa.Table.from_pylist(
        [
            {
                "company_id": "acme",
                "hold_id": "h",
                "record_key": key,
                "customer_id": customer,
                "evidence": evidence.get(key, "of another day"),
            }
            for key, customer in customers.items()
        ],
        schema=HOLDS,
    )


APART = held({FIRST: "one", SECOND: "two"})


def decided(people: pa.Table, holds: pa.Table) -> dict[tuple[str, str], tuple[str, str]]:
    pairs = resolve(people, holds=holds).pairs.to_pylist()
    return {
        (row["record_key_a"], row["record_key_b"]): (row["decision"], row["rule"]) for row in pairs
    }


def test_two_customers_stay_two_and_people_are_asked():
    assert partition(resolve(PEOPLE)) == BY_EVIDENCE
    assert len(partition(resolve(PEOPLE, holds=APART))) == 3
    assert decided(PEOPLE, APART) == {(FIRST, SECOND): ("rejected", "held")}


def test_one_customer_stays_one_and_every_pair_is_explained():
    together = held({FIRST: "one", SECOND: "one", THIRD: "one"})
    assert len(partition(resolve(PEOPLE, holds=together))) == 1
    assert decided(PEOPLE, together) == {
        (FIRST, SECOND): ("linked", "email"),
        (FIRST, THIRD): ("linked", "held"),
        (SECOND, THIRD): ("linked", "held"),
    }


def test_the_order_of_rows_does_not_matter():
    turned = APART.take([1, 0])
    assert partition(resolve(PEOPLE.take([2, 1, 0]), holds=turned)) == partition(
        resolve(PEOPLE, holds=APART)
    )


@pytest.mark.parametrize(
    "people",
    [
        company({**ANN, "phone": "+442079460018"}, ANN, BO),
        company(ANN, ANN, BO, ANN),
        company(ANN, BO, {**ANN, "record_key": "crm|r0004"}),
    ],
    ids=["a record says something else", "a record joins them", "a record is gone"],
)
def test_new_evidence_wins(people: pa.Table):
    assert partition(resolve(people, holds=APART)) == partition(resolve(people))


def test_a_new_link_between_them_is_evidence():
    seen = links((FIRST, SECOND), link_type="observed_together")
    assert partition(resolve(PEOPLE, seen, holds=APART)) == BY_EVIDENCE
    # One that was there all the time is none.
    knowing = held({FIRST: "one", SECOND: "two"}, stated=seen)
    assert len(partition(resolve(PEOPLE, seen, holds=knowing))) == 3


def test_people_win():
    join = links((FIRST, SECOND), link="must_link", reason="by phone")
    assert partition(resolve(PEOPLE, overrides=join, holds=APART)) == BY_EVIDENCE
    together = held({FIRST: "one", SECOND: "one", THIRD: "one"})
    cut = links((SECOND, THIRD), link="cannot_link", reason="two people")
    assert partition(resolve(PEOPLE, overrides=cut, holds=together)) == BY_EVIDENCE


def test_a_hold_of_another_company_says_nothing():
    other = APART.set_column(0, "company_id", pa.array(["other"] * len(APART)))
    assert partition(resolve(PEOPLE, holds=other)) == BY_EVIDENCE
