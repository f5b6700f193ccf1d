"""Reads what is explained from a built warehouse, one company at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from customer360.explain.model import Company, Comparison, Identifier, Link, Record
from customer360.explain.survival import GoldenValue
from customer360.warehouse import Warehouse, WarehouseError
from customer360.warehouse.base import quoted

_RECORD_COLUMNS = (
    *("record_key", "source_system", "customer_id", "linked_by", "confidence"),
    *("is_guest", "is_deleted", "first_seen_at"),
)
_VALUE_COLUMNS = (
    *("first_name", "middle_name", "last_name", "full_name", "birth_date_text", "birth_date"),
    *("gender", "email", "email_key", "phone", "phone_e164", "street", "city", "region"),
    *("postal_code", "country", "language", "national_id", "loyalty_id"),
    *("external_customer_id", "anonymous_id", "company_name", "occupation"),
)
#: Schema and name of every table an explanation reads.
TABLES = (
    ("marts", "dim_customers"),
    ("marts", "fct_attribute_values"),
    ("marts", "fct_identity_links"),
    ("marts", "bridge_customer_identifiers"),
    ("intermediate", "int_customer_records"),
    ("intermediate", "int_companies"),
)


class Marts:
    """The tables an explanation needs, with ``schema_prefix`` before marts and intermediate.

    Raises WarehouseError where one of them has not been built.
    """

    def __init__(self, warehouse: Warehouse, schema_prefix: str = "") -> None:
        self._warehouse = warehouse
        self._names = {
            table: f"{quoted(schema_prefix + schema)}.{table}" for schema, table in TABLES
        }
        for schema, table in TABLES:
            if not warehouse.table_exists(f"{schema_prefix}{schema}", table):
                raise WarehouseError(
                    f"there is no table {schema_prefix}{schema}.{table} yet; run dbt build first"
                )

    def companies(self) -> list[Company]:
        rows = self._fetch(
            "select company_id, match_threshold, review_threshold, max_records_per_identifier,"
            " max_records_per_customer from {int_companies}"
        )
        return sorted((Company(*row) for row in rows), key=lambda company: company.company_id)

    def record_keys(self, company_id: str) -> list[tuple[str, str]]:
        """(record_key, source_record_id) of every record of the company."""
        return self._fetch(
            "select record_key, source_record_id from {int_customer_records} where company_id = ?",
            company_id,
        )

    def keys_named(self, company_id: str, name: str) -> list[str]:
        """Keys of the records that are called so: by record_key, or by the key in their system."""
        rows = self._fetch(
            "select record_key from {int_customer_records}"
            " where company_id = ? and (record_key = ? or source_record_id = ?)",
            *(company_id, name, name),
        )
        return sorted(key for (key,) in rows)

    def customer_ids(self, company_id: str) -> list[str]:
        rows = self._fetch(
            "select customer_id from {dim_customers} where company_id = ?", company_id
        )
        return [customer_id for (customer_id,) in rows]

    def customers_of_most_records(self, company_id: str, number: int) -> list[str]:
        """Ids of the people whom most records are about, by id where they have as many."""
        rows = self._fetch(
            "select customer_id, record_count from {dim_customers} where company_id = ?",
            company_id,
        )
        return [one for one, _ in sorted(rows, key=lambda row: (-row[1], row[0]))[:number]]

    def record_count(self, company_id: str, customer_ids: Collection[str]) -> int:
        """Records of all these customers together."""
        ((count,),) = self._fetch(
            "select count(*) from {int_customer_records} where company_id = ?"
            f" and customer_id in ({_marks(customer_ids)})",
            *(company_id, *customer_ids),
        )
        return count

    def golden_choices(self, company_id: str, customer_id: str) -> list[GoldenValue]:
        """Where each of the customer's values comes from, in no order."""
        rows = self._fetch(
            "select attribute, value, rule, problem, source_system, source_record_id, provider,"
            " observed_at, is_golden from {fct_attribute_values}"
            " where company_id = ? and customer_id = ?",
            *(company_id, customer_id),
        )
        return [_golden_value(row) for row in rows]

    def records(self, company_id: str, keys: Collection[str]) -> dict[str, Record]:
        return self._records(company_id, "record_key", keys)

    def records_of_customer(self, company_id: str, customer_id: str) -> dict[str, Record]:
        return self._records(company_id, "customer_id", [customer_id])

    def links(self, company_id: str, customer_ids: Iterable[str]) -> list[Link]:
        """Every kept pair with a record of one of the customers, ordered by its keys."""
        ids = sorted(set(customer_ids))
        marks = _marks(ids)
        found = self._warehouse.fetch_arrow(
            f"select * from {self._names['fct_identity_links']} where company_id = ?"
            f" and (customer_id_a in ({marks}) or customer_id_b in ({marks}))",
            (company_id, *ids, *ids),
        )
        # A comparison is what the mart has two columns for: this page needs no list of its own.
        names = [name[: -len("_level")] for name in found.column_names if name.endswith("_level")]
        links = [_link(row, names) for row in found.to_pylist()]
        return sorted(links, key=lambda link: (link.key_a, link.key_b))

    def identifiers(
        self, company_id: str, carried: Iterable[tuple[str, str]], customer_id: str | None = None
    ) -> list[Identifier]:
        """The carried (id_type, id_value) and those that lead to the customer, in order."""
        wanted = sorted(set(carried))
        conditions = ["(id_type = ? and id_value = ?)"] * len(wanted)
        parameters = [part for pair in wanted for part in pair]
        if customer_id is not None:
            conditions.append("customer_id = ?")
            parameters.append(customer_id)
        rows = self._fetch(
            "select id_type, id_value, customer_id, blocked_reason, record_count, customer_count"
            " from {bridge_customer_identifiers}"
            f" where company_id = ? and id_type <> 'source_record_id'"
            f" and ({' or '.join(conditions) or '1 = 0'})",
            *(company_id, *parameters),
        )
        return sorted(
            (Identifier(*row) for row in rows), key=lambda one: (one.id_type, one.id_value)
        )

    def golden_values(self, company_id: str, customer_id: str) -> dict[str, str]:
        """The customer's row of dim_customers as text; unknown values are left out."""
        found = self._warehouse.fetch_arrow(
            f"select * from {self._names['dim_customers']}"
            " where company_id = ? and customer_id = ?",
            (company_id, customer_id),
        )
        (row,) = found.to_pylist()
        return {
            name: _text(value)
            for name, value in row.items()
            if value is not None and name not in ("company_id", "customer_id")
        }

    def _records(self, company_id: str, column: str, values: Collection[str]) -> dict[str, Record]:
        rows = self._fetch(
            f"select {', '.join((*_RECORD_COLUMNS, *_VALUE_COLUMNS))} from {{int_customer_records}}"
            f" where company_id = ? and {column} in ({_marks(values)})",
            *(company_id, *values),
        )
        return {row[0]: _record(row) for row in sorted(rows, key=lambda row: row[0])}

    def _fetch(self, sql: str, *parameters: str) -> list[tuple]:
        return self._warehouse.fetch(sql.format(**self._names), parameters)


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def _record(row: tuple) -> Record:
    own, values = row[: len(_RECORD_COLUMNS)], row[len(_RECORD_COLUMNS) :]
    known = zip(_VALUE_COLUMNS, values, strict=True)
    return Record(*own, {name: _text(value) for name, value in known if value is not None})


def _link(row: dict, names: list[str]) -> Link:
    return Link(
        row["record_key_a"],
        row["record_key_b"],
        row["customer_id_a"],
        row["customer_id_b"],
        row["rule"],
        row["decision"],
        row["match_weight"],
        row["match_probability"],
        row["prior_weight"],
        tuple(Comparison(n, row[f"{n}_level"] or "", row[f"{n}_weight"] or 0.0) for n in names),
    )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _golden_value(row: tuple) -> GoldenValue:
    attribute, value, rule, problem, system, record, provider, observed_at, is_golden = row
    return GoldenValue(
        attribute,
        value,
        rule,
        problem or "",
        "" if provider else f"{system}|{record}",
        provider or "",
        f"{observed_at:%Y-%m-%d}" if observed_at else "",
        is_golden,
    )
