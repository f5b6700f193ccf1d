"""The list of erased people: salted hashes of their identifiers, and no way back to them.

The same comparison takes a person out of the raw tables and keeps later files from bringing the
person back: each cell that could identify somebody is put into its standard form, hashed, and
looked for in the list.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

from customer360.landing.raw_schema import raw_table
from customer360.privacy.identifiers import (
    ID_TYPES,
    PERSONAL_TYPES,
    RECORD,
    TABLES_OF_PEOPLE,
    IdColumn,
    Identifier,
    Normaliser,
)
from customer360.privacy.salt import SUPPRESSION, Salt, SaltError, required_salt
from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

LIST = "suppressed_identifiers"

#: Why a row is in rejected_rows that is about an erased person.
ERASED = "the person was erased"

#: Sales stay in the books without the person; every other row about the person goes.
KEPT_WITHOUT_PERSON = {
    "orders": (
        "source_customer_id",
        "email",
        "phone",
        "loyalty_id",
        "anonymous_id",
        "receipt_no",
        "coupon_code",
        "cart_id",
        "payment_token_hash",
    )
}

#: In every list, so that another salt is noticed instead of letting everybody back in.
_CHECK = Identifier("salt", "")
_MATCHED = "customer360_matched_identifiers"
_MATCHED_COLUMNS = ("id_column", "value_1", "value_2", "value_3")
_EMAILS = re.compile(r"[^\s@,;:<>()\"'|]+@[^\s@,;:<>()\"'|]+")
_NUMBERS = re.compile(r"[+(]?\d[\d\s().\-/]{4,}\d")


@dataclass
class Suppression:
    """One company's list. Empty, it costs nothing and needs no salt."""

    company_id: str
    normaliser: Normaliser
    salt: Salt | None = None
    _hashes: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self._hashes)

    def add(self, warehouse: Warehouse, people: Iterable[Identifier], at: datetime) -> int:
        """Put identifiers on the list; returns how many were not on it."""
        wanted = sorted({*people, _CHECK})
        new = sorted(set(self._hash(wanted)) - self._hashes)
        count = len(new)
        columns = {
            "company_id": pa.array([self.company_id] * count, pa.string()),
            "id_hash": pa.array(new, pa.string()),
            "suppressed_at": pa.array([at] * count, pa.timestamp("us")),
        }
        warehouse.append_arrow("raw", LIST, pa.table(columns))
        self._hashes.update(new)
        return count

    def holds(self, identifiers: Sequence[Identifier]) -> list[bool]:
        """For each identifier whether it is on the list."""
        return [one in self._hashes for one in self._hash(identifiers)]

    def leave_out(self, warehouse: Warehouse, table: str, relation: str) -> list[tuple[str, int]]:
        """Take the erased people out of a relation with the raw columns of a landing table.

        Returns file and line of each row that went; a sale stays, without its person. Call inside
        a transaction.
        """
        condition = self.condition(warehouse, table, relation)
        if condition is None:
            return []
        self.leave_to_others(warehouse, table, relation)
        return self.take_out(warehouse, table, relation, condition)

    def leave_to_others(self, warehouse: Warehouse, table: str, relation: str) -> None:
        """Empty the identifiers of erased people on rows that name a record of somebody else.

        The surest identifier of a row decides whose it is: an order that a wife's account placed,
        with her husband's phone number, is hers, and so is a newer row of that account. Call after
        ``condition``, for the same relation, and when the records of the erased are out of the raw
        customers.
        """
        record, *others = TABLES_OF_PEOPLE[table]
        names_a_record = (record.id_type, record.system_column) == (RECORD, "source_system")
        if not names_a_record or relation == raw_table("customers"):
            return
        names_somebody_else = (
            f"not {_is_matched(record)} and exists ("
            f"select 1 from {raw_table('customers')} as known "
            "where known.company_id = victim.company_id "
            "and known.source_system = victim.source_system "
            f"and known.source_record_id = trim(victim.{quoted(record.column)}))"
        )
        for part in others:
            warehouse.execute(
                f"update {relation} as victim set {quoted(part.column)} = null "
                f"where victim.company_id = ? and {_is_matched(part)} and {names_somebody_else}",
                (self.company_id,),
            )

    def take_out(
        self, warehouse: Warehouse, table: str, relation: str, condition: str
    ) -> list[tuple[str, int]]:
        """Like leave_out, with the condition that was just made for the same relation."""
        company = (self.company_id,)
        where = f"where victim.company_id = ? and {condition}"
        if table in KEPT_WITHOUT_PERSON:
            nothing = ", ".join(f"{quoted(name)} = null" for name in KEPT_WITHOUT_PERSON[table])
            warehouse.execute(f"update {relation} as victim set {nothing} {where}", company)
            return []
        # Rule tables have files and lines too.
        gone = warehouse.fetch(
            f"select victim.landing_file, victim.landing_line from {relation} as victim {where}",
            company,
        )
        warehouse.execute(f"delete from {relation} as victim {where}", company)
        return gone

    def condition(self, warehouse: Warehouse, table: str, relation: str) -> str | None:
        """SQL that is true for the rows (alias victim) about erased people; None without such rows.

        It reads a temporary table, which the next call replaces.
        """
        matched = {
            part.column: keys
            for part in TABLES_OF_PEOPLE.get(table, ())
            if (keys := self._matched_keys(warehouse, relation, part))
        }
        if not matched:
            return None
        warehouse.create_temporary_table(_MATCHED, dict.fromkeys(_MATCHED_COLUMNS, "text"))
        rows = [
            {"id_column": column}
            | {f"value_{place}": value or "" for place, value in enumerate(key, start=1)}
            for column, keys in matched.items()
            for key in keys
        ]
        schema = pa.schema([(name, pa.string()) for name in _MATCHED_COLUMNS])
        warehouse.append_arrow(None, _MATCHED, pa.Table.from_pylist(rows, schema=schema))
        parts = [part for part in TABLES_OF_PEOPLE[table] if part.column in matched]
        return "(" + " or ".join(_is_matched(part) for part in parts) + ")"

    def is_in_text(self, text: str | None, system: str | None = None) -> bool:
        """Whether a free text, as of a rejected row, holds an identifier of an erased person."""
        return bool(text) and any(self.holds(self._candidates(text, system)))

    def _candidates(self, text: str, system: str | None) -> list[Identifier]:
        cells = _cells(text)
        found = {Identifier(kind, cell) for cell in cells if cell for kind in PERSONAL_TYPES}
        found |= {Identifier(RECORD, f"{system}|{cell}") for cell in cells if cell and system}
        texts = {"email": _EMAILS.findall(text), "phone": [*_NUMBERS.findall(text), *cells]}
        for id_type, written in texts.items():
            for forms in self.normaliser.readings(id_type, written):
                found |= {Identifier(id_type, form) for form in forms}
        return sorted(found)

    def _matched_keys(
        self, warehouse: Warehouse, relation: str, part: IdColumn
    ) -> list[tuple[str | None, ...]]:
        columns = ", ".join(quoted(name) for name in part.columns)
        distinct = warehouse.fetch(
            f"select distinct {columns} from {relation} "
            f"where company_id = ? and {quoted(part.column)} is not null",
            (self.company_id,),
        )
        if not distinct:
            return []
        owners, identifiers = [], []
        for key, forms in zip(distinct, self.forms(part, distinct), strict=True):
            owners += [key] * len(forms)
            identifiers += forms
        held = self.holds(identifiers)
        return list({key: None for key, is_held in zip(owners, held, strict=True) if is_held})

    def forms(self, part: IdColumn, keys: Sequence[tuple]) -> list[list[Identifier]]:
        """The identifiers in each combination of ``part.columns``."""
        columns = dict(zip(part.columns, zip(*keys, strict=True), strict=True))
        values = [str(value) for value in columns[part.column]]
        systems = list(columns[part.system_column]) if part.system_column else None
        countries = list(columns[part.country_column]) if part.country_column else None
        types = columns[part.type_column] if part.type_column else (part.id_type,)
        result: list[list[Identifier]] = [[] for _ in values]
        for id_type in sorted(set(types) & set(ID_TYPES)):
            readings = self.normaliser.readings(id_type, values, systems, countries)
            for place, found in enumerate(readings):
                if part.id_type or types[place] == id_type:
                    result[place] = [Identifier(id_type, value) for value in found]
        return result

    def _hash(self, identifiers: Sequence[Identifier]) -> list[str]:
        if self.salt is None:
            self.salt = required_salt("erasing people")
        return self.salt.hashes(SUPPRESSION, self.company_id, map(str, identifiers))


def load_suppression(warehouse: Warehouse, company_id: str) -> Suppression:
    """The company's list. SaltError where it has one, and the salt is missing or another."""
    suppression = Suppression(company_id, Normaliser.of_company(warehouse, company_id))
    if not warehouse.table_exists("raw", LIST):
        return suppression
    hashes = warehouse.fetch(
        f"select id_hash from {raw_table(LIST)} where company_id = ?", (company_id,)
    )
    if hashes:
        suppression.salt = required_salt(f"company {company_id!r} has erased people; landing it")
        suppression._hashes = {one for (one,) in hashes}
        if not all(suppression.holds([_CHECK])):
            raise SaltError(
                f"the people of company {company_id!r} were erased with another CUSTOMER360_SALT"
            )
    return suppression


def _cells(text: str) -> set[str]:
    """The cells of a line of CSV; where it is broken, at least its words."""
    cells = set(re.split(r"[\s,;|'\"]+", text))
    with suppress(csv.Error):
        cells |= {cell.strip() for row in csv.reader(io.StringIO(text)) for cell in row}
    return cells


def _is_matched(part: IdColumn) -> str:
    same = " and ".join(
        f"coalesce(cast(victim.{quoted(name)} as text), '') = matched.value_{place}"
        for place, name in enumerate(part.columns, start=1)
    )
    return (
        f"exists (select 1 from {_MATCHED} as matched "
        f"where matched.id_column = '{part.column}' and {same})"
    )
