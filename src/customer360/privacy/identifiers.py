"""Which columns of the landing tables identify a person, and the one form of each identifier.

The form is that of ``bridge_customer_identifiers``, so that an identifier found there, a cell of a
raw table and a cell of a file that is landed next year are the same text.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase, ascii_uppercase

import pyarrow as pa

from customer360.landing.contract import TABLES, Table
from customer360.landing.raw_schema import raw_table
from customer360.landing.seeds import default_settings
from customer360.project import SEEDS
from customer360.standardise.phones import phones
from customer360.warehouse import Warehouse

RECORD = "source_record_id"
_ASCII_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
#: Types whose values are personal by themselves, beside the key of a record.
PERSONAL_TYPES = (
    "email",
    "phone",
    "loyalty_id",
    "anonymous_id",
    "external_customer_id",
    "national_id",
)
ID_TYPES = (RECORD, *PERSONAL_TYPES)
#: Of several identifiers on one row the first one decides, as in int_whos_resolved.
SUREST_FIRST = (RECORD, "loyalty_id", "email", "phone", "anonymous_id")


@dataclass(frozen=True, order=True)
class Identifier:
    id_type: str
    #: In standard form; a record is ``system|key``.
    value: str

    def __str__(self) -> str:
        return f"{self.id_type}:{self.value}"


@dataclass(frozen=True)
class IdColumn:
    """A column with identifiers, and the columns that say how to read it."""

    column: str
    #: None where ``type_column`` says it row by row.
    id_type: str | None
    type_column: str | None = None
    system_column: str | None = None
    country_column: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that must be read, the identifier first."""
        others = (self.type_column, self.system_column, self.country_column)
        return (self.column, *(name for name in others if name))


def id_columns(table: Table) -> tuple[IdColumn, ...]:
    """The columns of a landing table that identify a person; none for most rule tables."""
    if table.name == "identity_links":
        return tuple(
            IdColumn(f"id_value_{side}", None, f"id_type_{side}", "source_system") for side in "ab"
        )
    if table.name == "identity_overrides":
        return tuple(
            IdColumn(f"source_record_id_{side}", RECORD, None, f"source_system_{side}")
            for side in "ab"
        )
    if table.name == "customers":
        record, country = RECORD, "country"
    elif table.has_who:
        record, country = "source_customer_id", None
    else:
        return ()
    return (
        IdColumn(record, RECORD, None, "source_system"),
        *(
            IdColumn(name, name, country_column=country if name == "phone" else None)
            for name in PERSONAL_TYPES
            if name in table.column_names
        ),
    )


#: Landing tables with a person in them.
TABLES_OF_PEOPLE: dict[str, tuple[IdColumn, ...]] = {
    name: columns for name, table in TABLES.items() if (columns := id_columns(table))
}


class Normaliser:
    """Reads identifiers as one company writes them."""

    def __init__(self, countries: tuple[str, ...]) -> None:
        #: Countries in which the company's phone numbers are read, in turn.
        self.countries = countries

    @classmethod
    def of_company(cls, warehouse: Warehouse, company_id: str) -> Normaliser:
        stated = warehouse.fetch(
            f"select distinct upper(value) from {raw_table('company_settings')} "
            "where company_id = ? and setting = 'country' order by 1",
            (company_id,),
        )
        return cls(tuple(value for (value,) in stated) or (default_settings()["country"],))

    def readings(
        self,
        id_type: str,
        values: list[str],
        systems: list[str | None] | None = None,
        countries: list[str | None] | None = None,
    ) -> list[list[str]]:
        """Every standard form of each value: none, mostly one, of a phone number one per country.

        More than one where Unicode has several spellings of an address, or blanks of its own.
        """
        if id_type == "email":
            return [_email_forms(value) for value in values]
        if id_type == RECORD and systems is not None:
            return [
                [f"{system}|{form}" for form in sorted({value, *_trimmed(value)})]
                for system, value in zip(systems, values, strict=True)
            ]
        if id_type == "phone":
            return self._phones(values, countries)
        return [_trimmed(value) for value in values]

    def _phones(self, values: list[str], countries: list[str | None] | None) -> list[list[str]]:
        found: list[set[str]] = [set() for _ in values]
        own = [_country_code(country) for country in countries or [None] * len(values)]
        # As in int_phones_observed: a number is read in the person's country, else the company's.
        readings = [[code or country for code in own] for country in self.countries]
        texts = pa.array(values, pa.string())
        for country in readings:
            numbers = phones(texts, pa.array(country, pa.string()), self.countries[0])["phone"]
            for forms, number in zip(found, numbers.to_pylist(), strict=True):
                if number:
                    forms.add(number)
        # What can be no number keeps its own text: it may be an identifier all the same.
        return [
            sorted(forms) or ([value.strip()] if value.strip() else [])
            for value, forms in zip(values, found, strict=True)
        ]


def _trimmed(value: str) -> list[str]:
    """Without blanks, as SQL trims it, and without any white space."""
    return sorted({form for form in (value.strip(" "), value.strip()) if form})


def _email_forms(value: str) -> list[str]:
    """As the macro email_key has it, which lowers A to Z only, and as identity compares it."""
    composed = unicodedata.normalize("NFKC", value).strip().lower()
    forms = {form.translate(_ASCII_LOWER) for form in _trimmed(value)}
    return sorted(forms | {composed}) if composed else []


def _country_code(text: str | None) -> str | None:
    return _country_spellings().get((text or "").strip().lower())


@cache
def _country_spellings() -> dict[str, str]:
    """Lower-case code, name or alias -> code."""
    spellings = {}
    for file, column in (("countries", "country_name"), ("country_aliases", "alias")):
        with (SEEDS / "lookups" / f"{file}.csv").open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                spellings[row[column].lower()] = row["country_code"]
                spellings[row["country_code"].lower()] = row["country_code"]
    return spellings
