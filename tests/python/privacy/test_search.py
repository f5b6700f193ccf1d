"""What counts as found: the erased person's own text, not one that contains it."""

from __future__ import annotations

import duckdb
import pytest

from customer360.erasure.search import Finding, search_warehouse
from customer360.warehouse import DuckDBWarehouse

COMPANY = "acme"
ADDRESS, NUMBER = "ann.lee@x.com", "+447700900001"


@pytest.mark.parametrize(
    ("cell", "is_found"),
    [
        (ADDRESS, True),
        ("ANN.LEE@X.COM", True),
        (f'{{"email": "{ADDRESS}"}}', True),
        (f"crm|{ADDRESS}|2", True),
        (f"call her - {ADDRESS}, or -{ADDRESS}", True),
        (f"jo{ADDRESS}", False),
        (f"jo.{ADDRESS}", False),
        (f"jo-{ADDRESS}", False),
        (f"news+{ADDRESS}", False),
        (f"{ADDRESS}munity", False),
        (f"tel:{NUMBER}", True),
        (f"and-{NUMBER}", True),
        (f"{NUMBER}7", False),
    ],
)
def test_a_text_inside_a_longer_one_is_somebody_elses(cell: str, is_found: bool) -> None:
    finding = Finding()
    with duckdb.connect() as connection:
        connection.execute("create table notes (company_id text, note text)")
        connection.execute("insert into notes values (?, ?)", [COMPANY, cell])
        search_warehouse(DuckDBWarehouse(connection), COMPANY, [ADDRESS, NUMBER], finding)
    assert bool(finding.hits) == is_found
    assert bool(finding.elsewhere) != is_found


def test_what_another_company_knows_is_its_own() -> None:
    finding = Finding()
    with duckdb.connect() as connection:
        connection.execute("create table notes (company_id text, note text)")
        connection.execute("insert into notes values ('birch', ?)", [ADDRESS])
        search_warehouse(DuckDBWarehouse(connection), COMPANY, [ADDRESS], finding)
    assert finding.is_clean
    assert finding.elsewhere == {ADDRESS.encode()}
