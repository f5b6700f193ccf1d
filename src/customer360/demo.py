"""The demo: four small companies that fill a warehouse in which nobody has landed anything yet.

They are the companies of the generator at a fixed size and seed, so that every demo is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from customer360.warehouse import Warehouse

#: The generator's companies, named here so that the usual check need not import it.
DEMO_COMPANIES = ("saigon_table", "dom_uyut", "maison_lumiere", "daily_letter")
#: People in all companies together: about forty thousand rows over all tables.
DEMO_PEOPLE = 1_200
DEMO_SEED = 360


def ensure_demo(warehouse: Warehouse, enabled: bool) -> None:
    """Makes the warehouse agree with the wish for a demo; cheap where nothing is to be done.

    Enabled: an empty warehouse gets all demo companies, and a demo that an earlier process could
    not finish is completed. A warehouse with a real company stays as it is. Disabled: demo rows
    are removed. Either way the raw tables exist afterwards, so that the project builds.

    Raises WarehouseError where another process is landing at the same time.
    """
    _create_raw_tables(warehouse)
    companies = warehouse.fetch("select company_id, is_demo from raw.companies")
    if not enabled:
        if any(is_demo for _, is_demo in companies):
            _remove_demo(warehouse)
        return
    if not all(is_demo for _, is_demo in companies):
        return
    landed = {company_id for company_id, _ in companies}
    missing = [company_id for company_id in DEMO_COMPANIES if company_id not in landed]
    if missing:
        _create_demo(warehouse, missing)


# The imports below wait until they are needed: this module is loaded with every connection.


def _create_raw_tables(warehouse: Warehouse) -> None:
    """Also those that a newer version of the project reads and nobody has landed yet."""
    from customer360.landing.raw_schema import RAW, all_raw_tables, create_raw_schema

    existing = warehouse.fetch(
        "select table_name from information_schema.tables where table_schema = ?", (RAW,)
    )
    if not {name for (name,) in existing} >= set(all_raw_tables()):
        create_raw_schema(warehouse)


def _remove_demo(warehouse: Warehouse) -> None:
    from customer360.landing.bookkeeping import delete_demo_rows

    with warehouse.only_one("landing"), warehouse.transaction():
        delete_demo_rows(warehouse)


def _create_demo(warehouse: Warehouse, companies: list[str]) -> None:
    """Generates the companies into a temporary folder and lands them, each whole or not at all."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from customer360.generator.calendar import LOADED_AT
    from customer360.generator.run import generate
    from customer360.landing.load import land

    with TemporaryDirectory(prefix="customer360_demo_") as folder:
        root = Path(folder)
        generate(root, DEMO_PEOPLE, DEMO_SEED, "csv", companies)
        land(root, warehouse, loaded_at=LOADED_AT, is_demo=True)
