"""How the aspects of a day are checked; each check fails with what was seen instead."""

from __future__ import annotations

from collections.abc import Callable

from observed import Change, Observed
from scenario import Day, Scenario, record_key, records_of

#: Checked on every day of every scenario, also where the data says nothing of them.
_ALWAYS = ("customers", "ids", "former_ids", "history", "silence")


def expected_aspects(day: Day) -> list[str]:
    return [name for name in CHECKS if name in _ALWAYS or getattr(day, name) is not None]


def check_customers(scenario: Scenario, number: int, before: Observed, after: Observed) -> None:
    assert _shown(after.customers) == _shown(scenario.customers_on(number))


def check_ids(scenario: Scenario, number: int, before: Observed, after: Observed) -> None:
    """Who consists of the same records as the day before has the same id, and no id moves on."""
    ids_before = {records: customer for customer, records in before.records_of.items()}
    renamed = [
        sorted(records)
        for customer, records in after.records_of.items()
        if ids_before.get(records, customer) != customer
    ]
    assert not renamed, "customers of unchanged records got another id"
    moved_on = [
        (sorted(before.records_of[customer]), sorted(records))
        for customer, records in after.records_of.items()
        if not records & before.records_of.get(customer, records)
    ]
    assert not moved_on, "an id went from these records to those"


def check_former_ids(scenario: Scenario, number: int, before: Observed, after: Observed) -> None:
    """Every id leads to a customer of today, and one that is in use to itself."""
    customers = set(after.records_of)
    assert set(before.leads_to) <= set(after.leads_to), "ids that lead nowhere any more"
    assert {after.leads_to[customer] for customer in customers} == customers
    assert set(after.leads_to.values()) == customers


def check_history(scenario: Scenario, number: int, before: Observed, after: Observed) -> None:
    """What was told of former batches stays; all batches together lead to today's customers."""
    for batch, changes in before.changes.items():
        assert after.changes[batch] == changes
    current: set[str] = set()
    for _, changes in sorted(after.changes.items()):
        gone = {change.customer for change in changes if change.change in ("merged", "retired")}
        new = {change.customer for change in changes if change.change == "created"}
        assert gone <= current
        assert not new & current
        current = current - gone | new
    assert current == set(after.records_of)


def check_silence(scenario: Scenario, number: int, before: Observed, after: Observed) -> None:
    """Where nothing landed, nothing at all changes."""
    assert after == before or not scenario.day(number).is_silent


def check_blocked(scenario: Scenario, number: int, before: Observed, after: Observed) -> None:
    blocked = {
        name: identifier.blocked_reason
        for name, identifier in after.identifiers.items()
        if identifier.blocked_reason is not None
    }
    assert blocked == scenario.day(number).blocked
    assert all(after.identifiers[name].customer is None for name in blocked)


def check_leads_to(scenario: Scenario, number: int, before: Observed, after: Observed) -> None:
    expected = scenario.day(number).leads_to or {}
    seen = {name: after.identifiers.get(name) for name in expected}
    assert {name: seen[name] and seen[name].customer for name in expected} == {
        name: record and after.customer_of[record_key(record)] for name, record in expected.items()
    }


def check_households(scenario: Scenario, number: int, before: Observed, after: Observed) -> None:
    seen = {
        group: {after.household_of[after.customer_of[record]] for record in records_of(group)}
        for group in scenario.day(number).households or ()
    }
    for group, households in seen.items():
        assert len(households) == 1, group
        assert None not in households or len(records_of(group)) == 1, group
    named = [household for (household,) in seen.values() if household is not None]
    assert len(set(named)) == len(named), seen


def check_changes(scenario: Scenario, number: int, before: Observed, after: Observed) -> None:
    new = [
        change
        for batch, changes in after.changes.items()
        if batch not in before.changes
        for change in changes
    ]
    told = scenario.day(number).changes or ()
    assert sorted(_told(change, before, after) for change in new) == sorted(told)


def _told(change: Change, before: Observed, after: Observed) -> str:
    """The row in the words of a scenario: each customer by the first of its records."""
    gone = before.records_of.get(change.customer)
    if change.change == "created":
        return f"created {_name(after.records_of[change.customer])}"
    if change.change == "retired":
        return f"retired {_name(gone or frozenset())}"
    into = after.records_of[change.into or ""]
    if change.change == "merged":
        return f"merged {_name(gone or frozenset())} into {_name(into)}"
    return f"split {_name(into)} from {_name(after.records_of[change.customer])}"


def _name(records: frozenset[str]) -> str:
    return min(records, default="nobody").removeprefix("crm|")


def _shown(customers: frozenset[frozenset[str]]) -> list[str]:
    return sorted(" ".join(sorted(records)) for records in customers)


CHECKS: dict[str, Callable[[Scenario, int, Observed, Observed], None]] = {
    "customers": check_customers,
    "ids": check_ids,
    "former_ids": check_former_ids,
    "history": check_history,
    "silence": check_silence,
    "blocked": check_blocked,
    "leads_to": check_leads_to,
    "households": check_households,
    "changes": check_changes,
}
