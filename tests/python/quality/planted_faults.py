"""Two companies with the same rules: one with every fault planted once, one without any."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

#: Newest event of both companies, which is their now.
NOW = datetime(2026, 2, 28, 12)


@dataclass(frozen=True)
class PlantedRule:
    table: str
    arguments: dict[str, Any]
    #: Failed rows in the company with faults, and the keys of these rows.
    failed: int
    keys: tuple[str, ...] = ()
    severity: str = "warn"

    @property
    def rule_name(self) -> str:
        rule = self.arguments
        if "rule" in rule:
            return rule["rule"]
        column = f".{rule['column_name']}" if "column_name" in rule else ""
        params = f", {rule['params']}" if "params" in rule else ""
        return f"{rule['check']}({self.table}{column}{params})"


def _rule(
    table: str, check: str, column: str | None, params: str | None, *keys: str, **more: Any
) -> PlantedRule:
    arguments = {"check": check, "column_name": column, "params": params}
    given = {name: value for name, value in arguments.items() if value is not None}
    return PlantedRule(table, given, more.pop("failed", len(keys)), keys, **more)


#: Every check of the catalogue, and one default rule by its name.
RULES = (
    _rule("customers", "not_null", "email", None, "c2", severity="error"),
    _rule("customers", "valid_email", "email", None, "c3"),
    _rule("customers", "unique", "email", None, "c1", severity="error"),
    _rule("customers", "valid_phone", "phone", None, "c5"),
    _rule("customers", "accepted_values", "gender", "f|m", "c6"),
    _rule("customers", "plausible_birth_date", "birth_date_text", None, "c6"),
    _rule("customers", "flagged", "country", "not_iso_code", "c6"),
    _rule("customers", "pattern", "postal_code", "^[0-9]{5}$", "c6"),
    _rule("consents", "consent_with_proof", "proof_ref", None, "k2"),
    _rule("orders", "range", "order_value", "0..1000", "o2", severity="error"),
    _rule("orders", "range", "ordered_at", "2026-01-01..", "o1"),
    _rule("orders", "lines_add_up", "order_value", None, "o3"),
    _rule("orders", "known_customer", None, None, "o4"),
    _rule("orders", "reference", "order_id", "order_lines.order_id", "o5"),
    _rule("orders", "refunds_within_paid", "order_value", None, "o3"),
    PlantedRule("refunds", {"rule": "refund_of_unknown_order"}, 1, ("r2",)),
    _rule("service_cases", "ordered_dates", "closed_at", "opened_at", "s2"),
    _rule("touches", "after_customer_created", "occurred_at", None, "t2"),
    _rule("touches", "freshness", None, "7", failed=1),
    _rule("message_events", "volume", None, "7", failed=7, severity="error"),
)


def write_companies(root: Path, rules: Path) -> None:
    """Landing folders and rules of the companies ``faulty`` and ``sound``."""
    for company, is_faulty in (("faulty", True), ("sound", False)):
        for table, rows in _tables(is_faulty).items():
            path = root / company / f"{table}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
        (rules / f"{company}.yml").write_text(yaml.safe_dump(_rules_file(company)))


def _rules_file(company: str) -> dict[str, Any]:
    tables: dict[str, list[Any]] = {}
    for rule in RULES:
        test = {"arguments": rule.arguments, "config": {"severity": rule.severity}}
        tables.setdefault(rule.table, []).append({"quality_rule": test})
    listed = [{"name": name, "data_tests": tests} for name, tests in tables.items()]
    source = {"name": company, "schema": "raw", "config": {"tags": [company]}, "tables": listed}
    return {"sources": [source]}


def _tables(is_faulty: bool) -> dict[str, list[dict[str, str]]]:
    def either(fault: str, sound: str) -> str:
        return fault if is_faulty else sound

    people = [
        ("c1", "ana@example.com", "+33612345601", "f", "1990-01-31", "FR", "75001"),
        ("c2", either("", "bo@example.com"), "+33612345602", "m", "1991-01-31", "FR", "75002"),
        ("c3", either("cy at home", "cy@example.com"), "", "", "1992-01-31", "FR", "75003"),
        ("c4", either("ANA@example.com", "di@example.com"), "", "f", "", "FR", "75004"),
        ("c5", "ed@example.com", either("12", "+33612345605"), "m", "", "FR", "75005"),
        (
            "c6",
            "flo@example.com",
            "+33612345606",
            either("w", "f"),
            either("31/02/1990", "1990-02-28"),
            either("France", "FR"),
            either("SW1A", "75006"),
        ),
    ]
    customers = _rows(
        "source_record_id email phone gender birth_date country postal_code created_at",
        *((*row, "2026-01-01") for row in people),
    )
    orders = [
        ("o1", "c1", either("2025-12-31", "2026-01-02"), "100"),
        ("o2", "c2", "2026-02-01", either("-5", "5")),
        ("o3", "c3", "2026-02-02", either("50", "20")),
        ("o4", either("nobody", "c4"), "2026-02-03", "30"),
        ("o5", "c5", NOW.isoformat(), "40"),
    ]
    lines = [("o1", "1", "60"), ("o1", "2", "40"), ("o2", "1", either("-5", "5"))]
    lines += [("o3", "1", "20"), ("o4", "1", "30"), (either("o4", "o5"), "2", either("0", "40"))]
    refunds = [("r1", "o1", "10"), ("r2", either("o9", "o1"), "1")]
    refunds += [("r3", "o3", either("51", "5"))]
    days = range(1 if not is_faulty else 8, 60)
    return {
        "customers": customers,
        "consents": _rows(
            "consent_id source_customer_id channel status occurred_at proof_ref",
            ("k1", "c1", "email", "granted", "2026-01-02", "form 7"),
            ("k2", "c2", "email", "granted", "2026-01-02", either("", "form 8")),
            ("k3", "c3", "email", "denied", "2026-01-02", ""),
        ),
        "orders": _rows(
            "order_id source_customer_id ordered_at order_value status",
            *((*order, "paid") for order in orders),
        ),
        "order_lines": _rows(
            "order_id line_no line_value product_id quantity",
            *((*line, "p1", "1") for line in lines),
        ),
        "refunds": _rows(
            "refund_id order_id refund_value refunded_at",
            *((*refund, "2026-02-10") for refund in refunds),
        ),
        "service_cases": _rows(
            "case_id source_customer_id opened_at closed_at",
            ("s1", "c1", "2026-01-05", "2026-01-06"),
            ("s2", "c2", "2026-01-05", either("2026-01-04", "2026-01-05T09:00")),
            ("s3", "c2", "2026-01-05", ""),
        ),
        "touches": _rows(
            "touch_id source_customer_id occurred_at touch_type",
            ("t1", "c1", either("2026-02-20", "2026-02-27"), "page"),
            ("t2", "c1", either("2025-12-31", "2026-02-20"), "page"),
        ),
        "message_events": _rows(
            "message_event_id source_customer_id message_id channel event_type occurred_at",
            *((f"m{day}", "c1", f"m{day}", "email", "sent", _days_ago(day)) for day in days),
        ),
    }


def _days_ago(days: int) -> str:
    """An instant that lies in the given day before now: 1 is the last 24 hours."""
    return (NOW - timedelta(days=days - 1, hours=1)).isoformat()


def _rows(names: str, *rows: tuple[str, ...]) -> list[dict[str, str]]:
    return [dict(zip(names.split(), row, strict=True)) for row in rows]
