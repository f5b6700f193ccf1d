"""Takes people out of what no build makes anew: raw tables, rejected rows, the log of identities.

What builds make is without them after the next one. Until then the customer's row says is_erased
and nothing else about the person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from customer360.erasure.people import CUSTOMER, People, Request, find_people, is_telling
from customer360.landing.raw_schema import create_raw_schema, raw_table
from customer360.privacy.identifiers import RECORD, TABLES_OF_PEOPLE, Identifier
from customer360.privacy.phone_writings import compared_as, known_writings, usual_writings
from customer360.privacy.salt import required_salt
from customer360.privacy.suppression import ERASED, Suppression, load_suppression
from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

_KEYS, _IDS = "customer360_erased_keys", "customer360_erased_customers"

#: Columns of dim_customers that are emptied at once; the others say nothing about who it was.
_EMPTIED = (
    *("first_name", "last_name", "full_name", "email", "phone", "birth_date", "gender"),
    *("street", "city", "region", "postal_code", "language", "household_id", "preferred_channel"),
    *("income_band", "household_size", "life_stage"),
)
_CONTACTABLE = "is_contactable_"


@dataclass
class Erasure:
    """What was done, and what to look for afterwards. Holds personal data: never store it."""

    people: People
    #: Raw table -> rows taken out, or for sales rows that lost their person.
    rows: dict[str, int] = field(default_factory=dict)
    rejected_rows: int = 0
    suppressed: int = 0
    #: Identifiers that others use as well: they stay, on the rows of the others.
    shared: set[Identifier] = field(default_factory=set)
    #: Every way in which the erased identifiers were written.
    texts: set[str] = field(default_factory=set)


def erase(
    warehouse: Warehouse,
    company_id: str,
    request: Request,
    schema_prefix: str = "",
    at: datetime | None = None,
) -> Erasure:
    """Erase the people of a request, all or none. Doing it again changes nothing.

    Raises ErasureError or SaltError, before anything is changed.
    """
    salt = required_salt("erasing people")
    create_raw_schema(warehouse)
    suppression = load_suppression(warehouse, company_id)
    suppression.salt = salt
    time = (at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    with warehouse.only_one("landing"), warehouse.transaction():
        people = find_people(warehouse, company_id, request, schema_prefix, suppression)
        erasure = Erasure(people)
        # With their ids, so that what fails after this can be asked for again.
        named = people.customer_ids.union(request.customers)
        customers = {Identifier(CUSTOMER, one) for one in named}
        erasure.suppressed = suppression.add(warehouse, people.identifiers | customers, time)
        written = _take_out_rows(warehouse, suppression, erasure, time)
        erasure.shared, orphans = _still_in_use(warehouse, suppression, written)
        erasure.suppressed += suppression.add(warehouse, orphans, time)
        erasure.rejected_rows = _take_out_rejected(warehouse, suppression)
        _forget_history(warehouse, suppression, people, schema_prefix)
        _empty_customers(warehouse, company_id, schema_prefix)
        theirs = people.identifiers | orphans
        numbers = {one.value for one in theirs if one.id_type == "phone"}
        writings = known_writings(warehouse, company_id, numbers, schema_prefix)
        usual = usual_writings(warehouse, company_id, numbers)
        erasure.suppressed += suppression.add(warehouse, compared_as(writings | usual), time)
    erasure.texts = {
        text
        for identifier, texts in written.items()
        if identifier in theirs and identifier.id_type != RECORD
        for text in texts
    }
    erasure.texts |= {identifier.value for identifier in theirs} | named | writings
    return erasure


def _take_out_rows(
    warehouse: Warehouse, suppression: Suppression, erasure: Erasure, time: datetime
) -> dict[Identifier, set[str]]:
    """Takes the people out of the raw tables; returns all identifiers on their rows, as written."""
    written: dict[Identifier, set[str]] = {}
    for table, parts in TABLES_OF_PEOPLE.items():
        relation = raw_table(table)
        condition = suppression.condition(warehouse, table, relation)
        if condition is None:
            continue
        suppression.leave_to_others(warehouse, table, relation)
        about = f"from {relation} as victim where victim.company_id = ? and {condition}"
        company = (suppression.company_id,)
        ((erasure.rows[table],),) = warehouse.fetch(f"select count(*) {about}", company)
        for part in parts:
            columns = ", ".join(f"victim.{quoted(name)}" for name in part.columns)
            cells = warehouse.fetch(
                f"select distinct {columns} {about} and victim.{quoted(part.column)} is not null",
                company,
            )
            for cell, forms in zip(cells, _forms(suppression, part, cells), strict=True):
                for identifier in forms:
                    written.setdefault(identifier, set()).add(str(cell[0]).strip())
        suppression.take_out(warehouse, table, relation, condition)
        if table == "customers":
            # These records are theirs, also those that no build has seen yet.
            records = {one for one in written if one.id_type == RECORD}
            erasure.suppressed += suppression.add(warehouse, records, time)
            erasure.people.identifiers |= records
    return written


def _forms(suppression: Suppression, part, cells: list[tuple]) -> list[list[Identifier]]:
    return suppression.forms(part, cells) if cells else []


def _still_in_use(
    warehouse: Warehouse, suppression: Suppression, written: dict[Identifier, set[str]]
) -> tuple[set[Identifier], set[Identifier]]:
    """Identifiers of the rows that went: those that others use too, and those that nobody does.

    The latter were on rows of the erased people only, so they are theirs.
    """
    open_ones = {one for one in written if is_telling(one)}
    listed = sorted(open_ones)
    open_ones -= {one for one, held in zip(listed, suppression.holds(listed), strict=True) if held}
    shared: set[Identifier] = set()
    for table, parts in TABLES_OF_PEOPLE.items():
        if shared == open_ones:
            break
        for part in parts:
            columns = ", ".join(quoted(name) for name in part.columns)
            cells = warehouse.fetch(
                f"select distinct {columns} from {raw_table(table)} "
                f"where company_id = ? and {quoted(part.column)} is not null",
                (suppression.company_id,),
            )
            for forms in _forms(suppression, part, cells):
                shared.update(open_ones.intersection(forms))
    return shared, open_ones - shared


def _take_out_rejected(warehouse: Warehouse, suppression: Suppression) -> int:
    """Rejected rows keep their place in the file and lose all that they tell."""
    table = raw_table("rejected_rows")
    rows = warehouse.fetch(
        "select file, line, reason, source_system, source_record_id, text "
        f"from {table} where company_id = ?",
        (suppression.company_id,),
    )
    found = [
        (file, line, reason)
        for file, line, reason, system, *texts in rows
        if any(suppression.is_in_text(text, system) for text in (reason, *texts))
    ]
    for file, line, reason in found:
        warehouse.execute(
            f"update {table} set reason = ?, text = null, source_record_id = null where "
            "company_id = ? and file = ? and line is not distinct from ? and reason = ?",
            (ERASED, suppression.company_id, file, line, reason),
        )
    return len(found)


def _forget_history(
    warehouse: Warehouse, suppression: Suppression, people: People, schema_prefix: str
) -> None:
    """The log of who was whose customer, that builds only add to, and what is held of anybody."""
    keys = {one.value for one in people.identifiers if one.id_type == RECORD}
    keys |= {f"guest|{one}" for one in people.identifiers if one.id_type != RECORD}
    warehouse.put_texts(_KEYS, keys)
    warehouse.put_texts(_IDS, people.customer_ids)
    company = (suppression.company_id,)
    is_theirs = (
        f"company_id = ? and (record_key in (select value from {_KEYS}) "
        f"or customer_id in (select value from {_IDS}))"
    )
    warehouse.execute(f"delete from {raw_table('identity_holds')} where {is_theirs}", company)
    schema = f"{schema_prefix}intermediate"
    if not warehouse.table_exists(schema, "int_record_assignments"):
        return
    log = f"{quoted(schema)}.int_record_assignments"
    warehouse.execute(f"delete from {log} where {is_theirs}", company)
    # A record of somebody else that once was with this person.
    warehouse.execute(
        f"update {log} set previous_customer_id = null "
        f"where company_id = ? and previous_customer_id in (select value from {_IDS})",
        company,
    )


def _empty_customers(warehouse: Warehouse, company_id: str, schema_prefix: str) -> None:
    """From this moment on nobody reads who it was, nor writes to them."""
    schema = f"{schema_prefix}marts"
    known = {
        name
        for (name,) in warehouse.fetch(
            "select column_name from information_schema.columns "
            "where table_schema = ? and table_name = 'dim_customers'",
            (schema,),
        )
    }
    if not known:
        return
    changes = [f"{name} = null" for name in _EMPTIED if name in known]
    changes += [f"{name} = false" for name in sorted(known) if name.startswith(_CONTACTABLE)]
    warehouse.execute(
        f"update {quoted(schema)}.dim_customers set is_erased = true, {', '.join(changes)} "
        f"where company_id = ? and customer_id in (select value from {_IDS})",
        (company_id,),
    )
