"""What a scenario is: rows that land day by day, and what must be true after each day.

Records are named as in the marts, ``system|key``; records of the system ``crm`` by their key alone.
A group of records is one text: ``"a b shop|7"``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Every scenario is replayed over this many days; what has less to say stays silent at the end.
DAYS = 3

SYSTEM = "crm"


@dataclass(frozen=True)
class Row:
    """A row to land; its date is that of its day where it states none."""

    table: str
    columns: Mapping[str, str]


@dataclass(frozen=True)
class Day:
    """The rows that land on one day, and what must be true after the build that follows.

    Attributes:
        rows: new or repeated rows of any table.
        overrides: all identity overrides from this day on; None leaves them as they are.
        customers: the groups of records that are one customer each, all of the company's; None
            where they are those of the day before.
        blocked: reason by identifier (``type:value``) of the identifiers that must lead to nobody.
            With ``{}`` none may be blocked; None leaves it open.
        leads_to: a record of the customer by identifier, or None where it must lead to nobody.
        households: groups of customers, by their records, that live together; each group apart
            from the others.
        changes: the day's rows of fct_identity_changes, as ``"merged b into a"``; None leaves it
            open. A customer is named by the first of its records in its group.
        known_gaps: what is not reached yet, by aspect, with the reason. A gap in the customers
            lasts until other customers are expected.
    """

    rows: tuple[Row, ...] = ()
    overrides: tuple[Row, ...] | None = None
    customers: tuple[str, ...] | None = None
    blocked: Mapping[str, str] | None = None
    leads_to: Mapping[str, str | None] | None = None
    households: tuple[str, ...] | None = None
    changes: tuple[str, ...] | None = None
    known_gaps: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_silent(self) -> bool:
        return not self.rows and self.overrides is None


@dataclass(frozen=True)
class Scenario:
    """A company of its own; its name is the company's id.

    Attributes:
        happens: what lands, for readers.
        proves: what must hold, for readers.
        twin: id of a second company that lands the same rows.
    """

    name: str
    happens: str
    proves: str
    days: tuple[Day, ...]
    twin: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.days) <= DAYS or self.days[0].customers is None:
            raise ValueError(f"{self.name}: 1 to {DAYS} days, the first with its customers")

    @property
    def companies(self) -> tuple[str, ...]:
        return (self.name,) if self.twin is None else (self.name, self.twin)

    def day(self, number: int) -> Day:
        """What day ``number`` (1 is the first) brings; nothing after the last one told."""
        return self.days[number - 1] if number <= len(self.days) else Day()

    def customers_on(self, number: int) -> frozenset[frozenset[str]]:
        """The expected groups of records after day ``number``."""
        return frozenset(map(records_of, self._telling_day(number).customers or ()))

    def known_gap(self, number: int, aspect: str) -> str | None:
        day = self._telling_day(number) if aspect == "customers" else self.day(number)
        return day.known_gaps.get(aspect)

    def _telling_day(self, number: int) -> Day:
        """The day that tells the customers of day ``number``."""
        return [day for day in self.days[:number] if day.customers is not None][-1]


def record_key(name: str) -> str:
    """``a`` to ``crm|a``; a name with its system stays as it is."""
    return name if "|" in name else f"{SYSTEM}|{name}"


def records_of(group: str) -> frozenset[str]:
    return frozenset(map(record_key, group.split()))


def record(name: str, **columns: str) -> Row:
    """A row of customers."""
    system, _, key = record_key(name).partition("|")
    return Row("customers", {"source_system": system, "source_record_id": key, **columns})


def touch(key: str, **columns: str) -> Row:
    """A page view of whomever the columns name."""
    view = {"source_system": "web", "touch_id": key, "touch_type": "page"}
    return Row("touches", view | columns)


def order(key: str, source_system: str = "shop", **columns: str) -> Row:
    """A paid order of whomever the columns name."""
    paid = {"order_id": key, "status": "paid", "order_value": "25.00"}
    return Row("orders", {"source_system": source_system, **paid, **columns})


def link(a: str, b: str, link_type: str = "form") -> Row:
    """A source's statement that two identifiers, each ``type:value``, belong together."""
    columns = {"source_system": SYSTEM, "link_type": link_type}
    for side, identifier in (("a", a), ("b", b)):
        columns[f"id_type_{side}"], _, columns[f"id_value_{side}"] = identifier.partition(":")
    return Row("identity_links", columns)


def must_link(a: str, b: str) -> Row:
    return _override("must_link", a, b)


def cannot_link(a: str, b: str) -> Row:
    return _override("cannot_link", a, b)


def _override(kind: str, a: str, b: str) -> Row:
    columns = {"link": kind, "reason": "a steward looked"}
    for side, name in (("a", a), ("b", b)):
        system, _, key = record_key(name).partition("|")
        columns |= {f"source_system_{side}": system, f"source_record_id_{side}": key}
    return Row("identity_overrides", columns)
