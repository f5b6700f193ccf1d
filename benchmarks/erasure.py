"""Erases many people at once, lands their old files again, builds anew, and looks for them.

    python benchmarks/erasure.py --people 5000 --erased 1000

Prints what each step took and what it left behind. Works in a folder of its own.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

COMPANY = "dom_uyut"
LOADED_AT = datetime(2026, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--erased", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=9)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="customer360_erasure_") as folder:
        work = Path(folder)
        os.environ |= {
            "CUSTOMER360_TARGET": "duckdb",
            "CUSTOMER360_DUCKDB": str(work / "erasure.duckdb"),
            "CUSTOMER360_PUBLISHED": str(work / "published"),
            "CUSTOMER360_DEMO": "false",
            "CUSTOMER360_SALT": "a salt for benchmarks only",
            "DBT_TARGET_PATH": str(work / "target"),
            "DBT_LOG_PATH": str(work / "logs"),
        }
        run(work, wanted.people, wanted.erased, wanted.seed)


def run(work: Path, people: int, erased: int, seed: int) -> None:
    from customer360.generator.companies import COMPANIES
    from customer360.generator.run import generate

    landing = work / "landing"
    # The generator counts the people of all companies; this one has its share of them.
    generate(landing, people * 100 // COMPANIES[COMPANY].share, seed, companies=[COMPANY])
    land(landing)
    build()
    command("publish")
    before = customers()
    chosen = random.Random(seed).sample(sorted(set(before.values())), erased)
    requests = work / "requests.csv"
    with requests.open("w", encoding="utf-8", newline="") as file:
        rows = [("id_type", "id_value"), *(("customer_id", one) for one in chosen)]
        csv.writer(file).writerows(rows)
    texts = texts_of(chosen)
    started = time.perf_counter()
    command("erase", COMPANY, "--file", str(requests), "--build")
    print(f"erased, built, published and proved in {time.perf_counter() - started:.1f} s")
    gone = {record for record, customer in before.items() if customer in set(chosen)}
    report("after the erasure", before, gone, texts)
    land(landing)
    build("--full-refresh")
    command("publish")
    report("after landing the old files again and a full refresh", before, gone, texts)


def report(when: str, before: dict[str, str], gone: set[str], texts: set[str]) -> None:
    from customer360.erasure import Finding, search_files, search_warehouse
    from customer360.publish.files import default_folder, published_files
    from customer360.warehouse import duckdb_file, open_warehouse

    after = customers()
    others = before.keys() - gone
    moved = [record for record in others if after.get(record) != before[record]]
    back = [record for record in gone if record in after]
    finding = Finding()
    with open_warehouse(read_only=True) as warehouse:
        search_warehouse(warehouse, COMPANY, texts, finding)
    folders = [Path(os.environ["DBT_TARGET_PATH"]), Path(os.environ["DBT_LOG_PATH"])]
    files = [*folders, *published_files(default_folder())]
    search_files(files, COMPANY, texts, finding, duckdb_file())
    print(f"{when}:")
    print(f"  records of others {len(others):,}, with another customer id {len(moved):,}")
    print(f"  records of erased people {len(gone):,}, back again {len(back):,}")
    print(f"  {len(texts):,} e-mail addresses and phone numbers: {finding.hits or 'no hit'}")


def customers() -> dict[str, str]:
    return dict(
        fetch(
            "select source_system || '|' || source_record_id, customer_id"
            " from marts.bridge_customer_records"
        )
    )


def texts_of(chosen: list[str]) -> set[str]:
    """E-mail addresses and phone numbers that only these people have, raw and normalised."""
    erased = set(chosen)
    owners: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for raw, form in (("email", "email_key"), ("phone", "phone_e164")):
        for text, standard, customer in fetch(
            f"select {raw}, coalesce({form}, {raw}), customer_id"
            f" from intermediate.int_customer_records where {raw} is not null"
        ):
            owners.setdefault(standard, set()).add(customer)
            forms.setdefault(standard, {standard}).add(text)
    blocked = fetch("select id_value from marts.bridge_customer_identifiers where is_blocked")
    shared = {value for (value,) in blocked}
    return {
        text
        for standard, of in owners.items()
        if of <= erased and standard not in shared
        for text in forms[standard]
    }


def fetch(query: str) -> list[tuple]:
    from customer360.warehouse import open_warehouse

    with open_warehouse(read_only=True) as warehouse:
        return warehouse.fetch(query)


def land(landing: Path) -> None:
    from customer360.landing.load import land as land_folder
    from customer360.warehouse import open_warehouse

    with open_warehouse() as warehouse:
        land_folder(landing, warehouse, loaded_at=LOADED_AT)


def build(*options: str) -> None:
    without = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    arguments = ["build", *without, *options, "--quiet"]
    subprocess.run(
        [sys.executable, "-c", "from dbt.cli.main import cli; cli()", *arguments], check=True
    )


def command(*arguments: str) -> None:
    call = [sys.executable, "-c", "from customer360.cli import main; main()", *arguments]
    subprocess.run(call, check=True)


if __name__ == "__main__":
    main()
