"""Whom a request is about: from the identifiers it names to customers and all their identifiers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from customer360.landing.raw_schema import raw_table
from customer360.privacy.identifiers import PERSONAL_TYPES, RECORD, Identifier, Normaliser
from customer360.privacy.suppression import Suppression
from customer360.standardise.text import PLACEHOLDERS
from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

_REQUESTED, _CUSTOMERS = "customer360_requested", "customer360_requested_customers"
#: Kind of the hashes by which a customer who was erased before is known.
CUSTOMER = "customer_id"
#: Shorter texts are placeholders more often than identifiers.
_SHORTEST = 4
#: Problems that an error names; the others it counts.
_SHOWN = 5


class ErasureError(RuntimeError):
    """The request cannot be carried out and nothing was changed; the message says why."""


@dataclass(frozen=True)
class Request:
    """What the person, or the person's lawyer, told: as written, in no standard form."""

    #: (id_type, value); a record is ``system|key``.
    identifiers: tuple[tuple[str, str], ...] = ()
    customers: tuple[str, ...] = ()


@dataclass
class People:
    customer_ids: set[str] = field(default_factory=set)
    #: Theirs alone, in standard form.
    identifiers: set[Identifier] = field(default_factory=set)
    #: Of the request, in standard form.
    requested: set[Identifier] = field(default_factory=set)
    #: Texts of the request that lead to nobody.
    unknown: list[str] = field(default_factory=list)


def require_company(warehouse: Warehouse, company_id: str) -> None:
    """ErasureError where the company was never landed."""
    known: list[str] = []
    if warehouse.table_exists("raw", "companies"):
        rows = warehouse.fetch(f"select company_id from {raw_table('companies')} order by 1")
        known = [name for (name,) in rows]
    if company_id not in known:
        raise ErasureError(
            f"unknown company {company_id!r}; there are {', '.join(known) or 'none'}"
        )


def find_people(
    warehouse: Warehouse,
    company_id: str,
    request: Request,
    schema_prefix: str = "",
    erased: Suppression | None = None,
) -> People:
    """The people of a request and every identifier that is theirs alone.

    An identifier that nobody has leads to itself: it can still be kept out. Raises ErasureError
    where an identifier is shared by several customers, or a customer does not exist and was not
    erased before.
    """
    require_company(warehouse, company_id)
    normaliser = Normaliser.of_company(warehouse, company_id)
    people = People()
    forms = {
        (id_type, text): _forms(normaliser, id_type, text) for id_type, text in request.identifiers
    }
    people.requested = {one for found in forms.values() for one in found}
    if not warehouse.table_exists(f"{schema_prefix}marts", "bridge_customer_identifiers"):
        if request.customers:
            raise ErasureError("there are no customers yet; run dbt build first")
        people.identifiers = set(people.requested)
        return people
    marts = _Marts(warehouse, company_id, schema_prefix)
    leads = marts.leads(people.requested)
    # Of several readings of a number, those that somebody has are meant.
    forms = {
        named: [one for one in found if one in leads] or found for named, found in forms.items()
    }
    people.requested = {one for found in forms.values() for one in found}
    shared = sorted(
        f"{id_type} {text}"
        for (id_type, text), found in forms.items()
        if None in (customers := {leads[one] for one in found if one in leads})
        or len(customers) > 1
    )
    if shared:
        raise ErasureError(
            f"several customers share {_some(shared)}, or it is blocked; "
            "name the person by --customer or --record"
        )
    for (id_type, text), found in forms.items():
        if not any(one in leads for one in found):
            people.unknown.append(f"{id_type} {text}")
    people.customer_ids = {customer for customer in leads.values() if customer}
    current = marts.current(request.customers)
    people.customer_ids |= set(current.values())
    missing = [one for one in request.customers if one not in current]
    never = missing
    if erased:
        before = erased.holds([Identifier(CUSTOMER, one) for one in missing])
        never = [one for one, held in zip(missing, before, strict=True) if not held]
    if never:
        raise ErasureError(f"company {company_id!r} has no customer {_some(never)}")
    people.unknown += [f"{CUSTOMER} {one}" for one in missing]
    people.identifiers = {
        one for one in marts.identifiers(people.customer_ids) if is_telling(one)
    } | people.requested
    return people


def customers_of_identifiers(
    warehouse: Warehouse,
    company_id: str,
    identifiers: Iterable[Identifier],
    schema_prefix: str = "",
) -> dict[Identifier, str | None]:
    """Known identifiers -> their customer, None where blocked; nothing before the first build."""
    if not warehouse.table_exists(f"{schema_prefix}marts", "bridge_customer_identifiers"):
        return {}
    return _Marts(warehouse, company_id, schema_prefix).leads(identifiers)


def is_telling(identifier: Identifier) -> bool:
    """Whether a value can stand for one person; "none" as a loyalty number cannot."""
    if identifier.id_type == "email":
        return "@" in identifier.value
    if identifier.id_type == RECORD:
        return "|" in identifier.value
    value = identifier.value.lower()
    return len(value) >= _SHORTEST and value not in PLACEHOLDERS


def _forms(normaliser: Normaliser, id_type: str, text: str) -> list[Identifier]:
    if id_type not in (RECORD, *PERSONAL_TYPES):
        raise ErasureError(
            f"unknown kind of identifier {id_type!r}; there are "
            f"{', '.join((RECORD, *PERSONAL_TYPES))} and customer_id"
        )
    found = [Identifier(id_type, value) for value in normaliser.readings(id_type, [text])[0]]
    telling = [one for one in found if is_telling(one)]
    if not telling:
        raise ErasureError(f"{text!r} cannot be the {id_type} of anybody")
    return telling


def _some(texts: Sequence[str]) -> str:
    shown = ", ".join(texts[:_SHOWN])
    return shown + (f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else "")


class _Marts:
    """The bridges of one company, asked about many people at once."""

    def __init__(self, warehouse: Warehouse, company_id: str, schema_prefix: str) -> None:
        self._warehouse = warehouse
        self._company_id = company_id
        self._marts = quoted(f"{schema_prefix}marts")

    def leads(self, identifiers: Iterable[Identifier]) -> dict[Identifier, str | None]:
        """Known identifiers -> their customer, None where blocked."""
        rows = [{"id_type": one.id_type, "id_value": one.value} for one in sorted(identifiers)]
        self._put(_REQUESTED, ("id_type", "id_value"), rows)
        found = self._warehouse.fetch(
            "select bridge.id_type, bridge.id_value, bridge.customer_id "
            f"from {self._marts}.bridge_customer_identifiers as bridge "
            f"inner join {_REQUESTED} as requested on bridge.id_type = requested.id_type "
            "and bridge.id_value = requested.id_value where bridge.company_id = ?",
            (self._company_id,),
        )
        return {Identifier(id_type, value): customer for id_type, value, customer in found}

    def current(self, customers: Sequence[str]) -> dict[str, str]:
        """Ids that customers ever had -> today's, of those that there are."""
        self._put(_CUSTOMERS, ("customer_id",), [{"customer_id": one} for one in customers])
        return dict(
            self._warehouse.fetch(
                f"select former_customer_id, customer_id from {self._marts}.bridge_customer_ids "
                f"where company_id = ? and former_customer_id in "
                f"(select customer_id from {_CUSTOMERS})",
                (self._company_id,),
            )
        )

    def identifiers(self, customers: Iterable[str]) -> set[Identifier]:
        rows = [{"customer_id": one} for one in sorted(customers)]
        self._put(_CUSTOMERS, ("customer_id",), rows)
        found = self._warehouse.fetch(
            f"select id_type, id_value from {self._marts}.bridge_customer_identifiers "
            f"where company_id = ? and customer_id in (select customer_id from {_CUSTOMERS}) "
            "union "
            f"select '{RECORD}', source_system || '|' || source_record_id "
            f"from {self._marts}.bridge_customer_records "
            f"where company_id = ? and customer_id in (select customer_id from {_CUSTOMERS})",
            (self._company_id, self._company_id),
        )
        return {Identifier(id_type, value) for id_type, value in found}

    def _put(self, table: str, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
        self._warehouse.create_temporary_table(table, dict.fromkeys(columns, "text"))
        schema = pa.schema([(name, pa.string()) for name in columns])
        self._warehouse.append_arrow(None, table, pa.Table.from_pylist(rows, schema=schema))
