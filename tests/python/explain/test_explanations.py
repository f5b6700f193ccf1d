"""What is found in a warehouse about two records, and about a customer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from explain_warehouse import FORMULA, SCRIPT

from customer360.explain import ExplainError, Marts, explain_customer, explain_pair, verdict
from customer360.explain.evidence import evidence, side_by_side
from customer360.explain.waterfall import exact


def test_a_pair_that_is_enough(marts: Marts) -> None:
    pair = explain_pair(marts, "acme", "crm|1", "shop|2")
    assert pair.is_enough and not pair.path
    rows = {row.title: row for row in evidence(pair)}
    assert (rows["E-mail"].value_a, rows["E-mail"].level) == ("ann@x.com", "exact")
    assert (rows["First name"].level, rows["First name"].weight) == ("could not be compared", 0)
    assert next(iter(rows)) == "Before comparing"
    assert evidence(pair)[-1].total == exact(pair.link.weight)
    assert verdict(pair).headline == "One person"


def test_the_order_of_the_two_is_the_askers(marts: Marts) -> None:
    pair = explain_pair(marts, "acme", "shop|2", "crm|1")
    assert (pair.a.key, pair.b.key) == ("shop|2", "crm|1")
    assert {row.title: row.value_a for row in evidence(pair)}["First name"] == SCRIPT


def test_a_weak_pair_is_joined_through_others(marts: Marts) -> None:
    pair = explain_pair(marts, "acme", "crm|1", "shop|3")
    assert pair.link.decision == "linked" and not pair.is_enough
    assert [link.keys for link in pair.path] == [{"crm|1", "shop|2"}, {"shop|2", "shop|3"}]
    assert "through 1 other record" in verdict(pair).reason


def test_no_pair_but_one_customer(marts: Marts) -> None:
    pair = explain_pair(marts, "acme", "shop|3", "till|4")
    assert pair.link is None and evidence(pair) == []
    assert [link.weight for link in pair.path] == [2.1, 5.1234, -4.0]
    assert verdict(pair).headline == "One person, through others"
    assert set(pair.records) == {"crm|1", "shop|2", "shop|3", "till|4"}


def test_an_override_joins(marts: Marts) -> None:
    pair = explain_pair(marts, "acme", "crm|1", "till|4")
    assert pair.is_enough
    assert "override joins" in verdict(pair).reason and "−4.0000 bits" in verdict(pair).reason


def test_a_rejected_pair(marts: Marts) -> None:
    pair = explain_pair(marts, "acme", "crm|1", "5")
    assert verdict(pair).tone == "apart"
    assert [link.keys for link in pair.between] == [{"crm|5", "shop|2"}]
    assert pair.ties[0].keys == {"crm|1", "till|4"}
    assert [(one.id_value, one.blocked_reason) for one in pair.shared] == [
        ("ann@x.com", "shared_by_customers"),
        ("+491", "shared_by_customers"),
    ]


def test_a_pair_that_the_cap_on_a_customer_keeps_apart(marts: Marts) -> None:
    pair = explain_pair(marts, "acme", "crm|1", "5")
    for cap, sentence in (
        (5, "together with the other records"),
        (4, "5 records together, more than max_records_per_customer (4) allows"),
    ):
        company = replace(pair.company, max_records_per_customer=cap)
        assert sentence in verdict(replace(pair, company=company)).reason


def test_a_pair_that_the_cap_on_an_identifier_keeps_apart(marts: Marts) -> None:
    pair = explain_pair(marts, "acme", "shop|1", "crm|6")
    assert "max_records_per_identifier" not in verdict(pair).reason
    crowded = [replace(one, blocked_reason="too_many_records") for one in pair.shared]
    reason = verdict(replace(pair, shared=crowded)).reason
    assert "than max_records_per_identifier (50) allows, which ties nobody: E-mail." in reason


def test_a_pair_that_an_erasure_of_others_may_not_move(marts: Marts) -> None:
    for other, headline in (("5", "Two people, as before"), ("shop|3", "One person, as before")):
        pair = explain_pair(marts, "acme", "crm|1", other)
        held = verdict(replace(pair, link=replace(pair.link, rule="held")))
        assert held.headline == headline
        assert "others were erased" in held.reason


def test_a_pair_to_be_reviewed(marts: Marts) -> None:
    assert verdict(explain_pair(marts, "acme", "crm|5", "shop|2")).tone == "open"


def test_strangers_with_a_blocked_identifier(marts: Marts) -> None:
    pair = explain_pair(marts, "acme", "shop|1", "crm|6")
    assert pair.link is None and pair.path == [] and not pair.is_one_customer
    assert [(one.id_value, one.blocked_reason) for one in pair.shared] == [
        ("noreply@x.com", "role_mailbox")
    ]
    assert ("Name", "Zoe Fox", "Max Roe") in side_by_side(pair)
    assert "No pair of the two was kept" in verdict(pair).reason


def test_the_thresholds_are_the_companys(marts: Marts) -> None:
    pair = explain_pair(marts, "acme", "crm|1", "shop|2")
    assert pair.company.match_bits == 0
    assert "below 10\xa0%" in verdict(explain_pair(marts, "acme", "crm|7", "crm|6")).reason


@pytest.mark.parametrize(
    "company, a, b, sentence",
    [
        ("acmee", "crm|1", "shop|2", "there is no company 'acmee'; did you mean acme?"),
        ("acme", "crm|11", "shop|2", "has no record 'crm|11'; did you mean crm|1 "),
        ("acme", "x\n", "shop|2", "company acme has no record 'x\ufffd'"),
        ("acme", "1", "shop|2", "'1' of acme is in several systems; name one of: crm|1, shop|1"),
        ("acme", "crm|5", "5", "both names mean the record crm|5"),
        ("other", "crm|1", "shop|2", "company other has no record 'crm|1'"),
    ],
)
def test_what_is_not_there(marts: Marts, company: str, a: str, b: str, sentence: str) -> None:
    with pytest.raises(ExplainError) as caught:
        explain_pair(marts, company, a, b)
    assert sentence in str(caught.value)


def test_a_customer(marts: Marts) -> None:
    customer = explain_customer(marts, "acme", "c1")
    # Earliest first; a record that was never seen comes last.
    assert [one.key for one in customer.records] == ["crm|1", "shop|2", "shop|3", "till|4"]
    assert customer.records[2].name == FORMULA
    weights = [link.weight for link in customer.inside]
    assert weights == sorted(weights, reverse=True) and len(weights) == 4
    assert [link.decision for link in customer.outside] == ["rejected", "review"]
    assert set(customer.others) == {"crm|5"}
    assert [one.id_value for one in customer.identifiers] == ["ann@x.com", "lee@x.com", "+491"]
    assert customer.golden_values == {
        "record_count": "4",
        "full_name": SCRIPT,
        "is_contactable_email": "yes",
    }


def test_an_unknown_customer(marts: Marts) -> None:
    with pytest.raises(ExplainError, match="no customer 'c'; did you mean c1 or c2 or c3"):
        explain_customer(marts, "acme", "c")
