"""What a table of the contract is made of: kinds of cells, columns, keys, raw forms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """How a cell is read. What cannot be read this way rejects the row."""

    TEXT = "text"
    TIMESTAMP = "timestamp"  # an instant; stored as UTC without an offset
    DATE = "date"
    BIRTH_DATE = "birth_date"  # kept as found, flagged when it is not a plausible date
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    BOOLEAN = "boolean"
    CURRENCY = "currency"  # kept as found; flagged when not spelt as in ISO 4217
    COUNTRY = "country"  # kept as found; flagged when not an ISO 3166 alpha-2 code
    TIME_ZONE = "time_zone"  # a name of the IANA time zone database


#: Least and greatest number of a kind where the column states none of its own. A quantity of more
#: is a bar code in the wrong column, and its product with a price fits no amount.
_LIMITS: dict[Kind, tuple[float, float]] = {Kind.NUMBER: (-1_000_000_000, 1_000_000_000)}


@dataclass(frozen=True)
class Column:
    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    #: Lower-case values that are allowed; empty means any. An unknown value rejects the row where
    #: the column is required and is kept and flagged where it is optional.
    values: tuple[str, ...] = ()
    #: Lower-case values that are not allowed, because marts give them a meaning of their own.
    reserved: tuple[str, ...] = ()
    #: An event's time is rejected before 1950 and more than a year after the load.
    is_event_time: bool = False
    #: Least and greatest number allowed, where the kind's own limits are not the ones.
    bounds: tuple[float, float] | None = None

    @property
    def limits(self) -> tuple[str, str] | None:
        """Least and greatest number allowed, in digits; one outside rejects the row."""
        limits = self.bounds or _LIMITS.get(self.kind)
        return limits and tuple(f"{Decimal(str(limit)):f}" for limit in limits)


@dataclass(frozen=True)
class Table:
    name: str
    #: Unique within (company_id, source_system).
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    #: True where the row may say who it is about (the WHO columns).
    has_who: bool = False
    #: At least one of these must have a value, else the row is rejected.
    at_least_one_of: tuple[str, ...] = ()
    #: Column that holds a regular expression: always, or where `pattern_when` (column, value) says.
    pattern_column: str | None = None
    pattern_when: tuple[str, str] | None = None
    #: True for tables without the notion of a system (exchange rates, overrides).
    has_source_system: bool = True

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


def text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def required(name: str, kind: Kind = Kind.TEXT, values: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, required=True, values=values)


def days(*names: str) -> tuple[Column, ...]:
    """Whole numbers of days that can be added to the date of any event."""
    return tuple(Column(name, Kind.INTEGER, bounds=(0, 1_000_000)) for name in names)


def share(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.NUMBER, bounds=(0, 1)) for name in names)


def event(name: str, required: bool = False) -> Column:
    return Column(name, Kind.TIMESTAMP, required=required, is_event_time=True)


def money(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.MONEY) for name in names)


CURRENCY = Column("currency", Kind.CURRENCY)

#: Any of these says who a row is about; all optional, any number of them at once.
WHO = text("source_customer_id", "email", "phone", "loyalty_id", "anonymous_id")

#: SQL type of each kind in the raw tables, on every target.
SQL_TYPES: dict[Kind, str] = {
    Kind.TEXT: "text",
    Kind.TIMESTAMP: "timestamp",
    Kind.DATE: "date",
    Kind.BIRTH_DATE: "text",
    Kind.INTEGER: "bigint",
    Kind.NUMBER: "double precision",
    Kind.MONEY: "numeric(18,4)",
    Kind.BOOLEAN: "boolean",
    Kind.CURRENCY: "text",
    Kind.COUNTRY: "text",
    Kind.TIME_ZONE: "text",
}


def raw_columns(table: Table) -> dict[str, str]:
    """Name and SQL type of each column of the table's raw form, in order.

    ``landing_flags`` lists what was odd but kept, as sorted ``column:flag`` words joined by a
    comma (null where nothing was); ``loaded_at`` is the load that first brought this content.
    """
    system = {"source_system": "text"} if table.has_source_system else {}
    return {
        "company_id": "text",
        **system,
        **{column.name: SQL_TYPES[column.kind] for column in table.columns},
        "landing_file": "text",
        "landing_line": "bigint",
        "landing_flags": "text",
        "loaded_at": "timestamp",
    }
