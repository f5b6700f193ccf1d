"""`customer360 erase`: people leave the warehouse, and stay out."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from customer360.commands.refusal import refuse
from customer360.commands.waiting import waiting

if TYPE_CHECKING:
    from customer360.erasure import Erasure, Finding, Request

_CUSTOMER = "customer_id"


@click.command(short_help="Forget people for good, with the proof.")
@click.argument("company")
@click.option("--email", "emails", multiple=True, metavar="ADDRESS")
@click.option("--phone", "phones", multiple=True, metavar="NUMBER")
@click.option("--customer", "customers", multiple=True, metavar="ID", help="Of dim_customers.")
@click.option("--record", "records", multiple=True, metavar="SYSTEM|KEY", help="A source record.")
@click.option(
    "--file",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with the columns id_type and id_value, for many people at once.",
)
@click.option("--build", is_flag=True, help="Also build, rewrite, publish again, and prove it.")
@click.option(
    "--search",
    "folders",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Another file or folder to look into, such as exports.",
)
@click.option("--target", type=click.Choice(["duckdb", "postgres"]), help="Which warehouse.")
def command(
    company: str,
    emails: tuple[str, ...],
    phones: tuple[str, ...],
    customers: tuple[str, ...],
    records: tuple[str, ...],
    file: Path | None,
    build: bool,
    folders: tuple[Path, ...],
    target: str | None,
) -> None:
    """Erase people of COMPANY: from the raw tables now, from the marts with the next build.

    Their identifiers go on a list of salted hashes (env CUSTOMER360_SALT), by which old files
    cannot bring them back. Sales stay in the books without the person. The report says where an
    identifier is still found; with --build it proves that there is none.

    Exit codes: 0 no identifier is found any more, 1 some are (build next, or see the report),
    2 nothing was erased.
    """
    from customer360.erasure import ErasureError, erase
    from customer360.privacy.salt import SaltError
    from customer360.warehouse import ENGINE_ERRORS, WarehouseError, open_warehouse

    prefix = os.environ.get("CUSTOMER360_SCHEMA_PREFIX", "")
    try:
        request = _request(emails, phones, customers, records, file)
        with waiting("erasing"), open_warehouse(target) as warehouse:
            erasure = erase(warehouse, company, request, prefix)
        _show(erasure)
        if build:
            with waiting("building without them, and publishing again"):
                before, held = _build_with_others_held(company, erasure, target, prefix)
                _publish_again(target, prefix)
            _show_others(company, before, held, target, prefix)
        with waiting("looking for what is left of them"):
            finding = _search(company, erasure, folders, target, prefix)
    except (ErasureError, SaltError, WarehouseError, OSError, *ENGINE_ERRORS) as error:
        refuse(error)
    _prove(finding, build)
    _show_loaders(finding)
    sys.exit(0 if finding.is_clean else 1)


def _request(
    emails: tuple[str, ...],
    phones: tuple[str, ...],
    customers: tuple[str, ...],
    records: tuple[str, ...],
    file: Path | None,
) -> Request:
    from customer360.erasure import ErasureError, Request
    from customer360.privacy.identifiers import RECORD

    named = [
        *(("email", value) for value in emails),
        *(("phone", value) for value in phones),
        *((_CUSTOMER, value) for value in customers),
        *((RECORD, value) for value in records),
    ]
    if file is not None:
        try:
            with file.open(encoding="utf-8-sig", newline="") as opened:
                rows = list(csv.DictReader(opened))
        except (UnicodeDecodeError, csv.Error) as error:
            raise ErasureError(f"{file.name} is no CSV in UTF-8: {error}") from None
        if rows and not {"id_type", "id_value"} <= rows[0].keys():
            raise ErasureError(f"{file.name}: the columns id_type and id_value are missing")
        named += [((row["id_type"] or "").strip(), row["id_value"] or "") for row in rows]
    if not named:
        raise click.UsageError("name somebody: --email, --phone, --customer, --record or --file")
    identifiers = [(id_type, value) for id_type, value in named if id_type != _CUSTOMER]
    return Request(
        tuple(dict.fromkeys(identifiers)),
        tuple(dict.fromkeys(value for id_type, value in named if id_type == _CUSTOMER)),
    )


def _show(erasure: Erasure) -> None:
    click.echo(f"customers erased: {len(erasure.people.customer_ids):,}")
    if erasure.people.unknown:
        click.echo(f"known to nobody, and kept out from now on: {len(erasure.people.unknown):,}")
    for table, count in erasure.rows.items():
        what = "rows without their person" if table == "orders" else "rows taken out"
        click.echo(f"raw.{table}: {count:,} {what}")
    click.echo(f"raw.rejected_rows: {erasure.rejected_rows:,} emptied")
    click.echo(f"hashes added to the list: {erasure.suppressed:,}")
    if erasure.shared:
        click.echo(f"identifiers that others use too and keep: {len(erasure.shared):,}")


def _build_with_others_held(
    company: str, erasure: Erasure, target: str | None, schema_prefix: str
) -> tuple[dict[str, str], int]:
    """Builds; returns the customer that each record of others had before, and how many are held."""
    from customer360.erasure import customers_of_records, hold_others
    from customer360.warehouse import open_warehouse

    erased = erasure.people.customer_ids
    with open_warehouse(target, read_only=True) as warehouse:
        is_first = not warehouse.table_exists(f"{schema_prefix}marts", "bridge_customer_records")
        known = {} if is_first else customers_of_records(warehouse, company, schema_prefix)
    held = 0
    if not is_first:
        # Who is who without them is known before anything else is built on it.
        _build(target, "--select", "+int_records_clustered")
        with open_warehouse(target) as warehouse:
            held = hold_others(warehouse, company, erased, schema_prefix)
    _build(target)
    others = {record: customer for record, customer in known.items() if customer not in erased}
    return others, held


def _show_others(
    company: str, before: dict[str, str], held: int, target: str | None, schema_prefix: str
) -> None:
    from customer360.erasure import customers_of_records
    from customer360.warehouse import open_warehouse

    with open_warehouse(target, read_only=True) as warehouse:
        after = customers_of_records(warehouse, company, schema_prefix)
    moved = sum(after.get(record) != customer for record, customer in before.items())
    click.echo(
        f"records of others: {len(before):,}, held where they were: {held:,}, "
        f"with another customer id: {moved:,}"
    )


def _build(target: str | None, *selection: str) -> None:
    """A build in a process of its own, without tests: they ran on these models before."""
    from customer360.erasure import ErasureError
    from customer360.project import PROJECT_ROOT

    without = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            "from dbt.cli.main import cli; cli()",
            "build",
            *without,
            *selection,
        ],
        cwd=PROJECT_ROOT,
        env=os.environ | ({"CUSTOMER360_TARGET": target} if target else {}),
        stdout=subprocess.DEVNULL,
    )
    if ran.returncode != 0:
        raise ErasureError(
            "the people were erased from the raw tables, but dbt build failed; "
            "run it again, then this command"
        )


def _publish_again(target: str | None, schema_prefix: str) -> None:
    """Writes every published file anew, in the forms that are there."""
    from customer360.publish.files import default_folder, publish_again
    from customer360.warehouse import open_duckdb_source

    if _is_duckdb(target) and default_folder().is_dir():
        with open_duckdb_source() as warehouse:
            publish_again(warehouse, default_folder(), schema_prefix)


def _is_duckdb(target: str | None) -> bool:
    return (target or os.environ.get("CUSTOMER360_TARGET") or "duckdb") == "duckdb"


def _search(
    company: str,
    erasure: Erasure,
    folders: tuple[Path, ...],
    target: str | None,
    schema_prefix: str,
) -> Finding:
    """Rewrites the warehouse and looks for every identifier in all that is left."""
    from customer360.erasure import Finding, rewrite, search_files, search_warehouse
    from customer360.project import PROJECT_ROOT
    from customer360.publish.files import default_folder, published_files
    from customer360.warehouse import duckdb_file, open_warehouse

    rewrite(target, schema_prefix)
    finding = Finding()
    with open_warehouse(target, read_only=True) as warehouse:
        search_warehouse(warehouse, company, erasure.texts, finding)
    paths = [
        *folders,
        Path(os.environ.get("DBT_TARGET_PATH") or PROJECT_ROOT / "target"),
        Path(os.environ.get("DBT_LOG_PATH") or PROJECT_ROOT / "logs"),
    ]
    if _is_duckdb(target):
        paths += published_files(default_folder())
    own = duckdb_file() if _is_duckdb(target) else None
    search_files(paths, company, erasure.texts, finding, own)
    return finding


def _prove(finding: Finding, has_built: bool) -> None:
    click.echo(
        f"searched {finding.tables:,} tables and {finding.files:,} files, "
        f"{finding.bytes_read / 1e6:,.1f} MB of text and bytes"
    )
    if finding.is_clean:
        click.echo("no identifier of these people was found")
        return
    # Before a build they are in nearly every table: then the schema says enough.
    places: Counter[str] = Counter()
    for place, count in finding.hits.items():
        is_table = not has_built and not place.startswith("raw.") and "(bytes)" not in place
        places[place.rpartition(".")[0].rpartition(".")[0] if is_table else place] += count
    for place, count in sorted(places.items()):
        click.echo(f"found {count:,} times in {place}")
    if not has_built:
        click.echo("the next dbt build takes them out of what it makes; then run this again")


def _show_loaders(finding: Finding) -> None:
    """What their loaders keep is not ours to change: where it is, and a statement that ends it."""
    from customer360.landing.cell_sql import sql_text
    from customer360.warehouse.base import quoted

    if not finding.of_loaders:
        return
    click.echo(
        "tables of connectors still have them. No build reads these rows any more; erase them at "
        "the source, which tells its loader, or here, unless the row is a sale:"
    )
    for (schema, table, column), cells in sorted(finding.of_loaders.items()):
        values = ", ".join(map(sql_text, sorted(cells)))
        click.echo(
            f"  delete from {quoted(schema)}.{quoted(table)} where {quoted(column)} in ({values});"
        )
