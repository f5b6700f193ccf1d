"""Pairwise quality of identity resolution on the generated companies, one JSON line per company.

    python benchmarks/generated.py --people 4000 --seed 7
    python benchmarks/generated.py --folder LANDING_ROOT

Generates companies (or reads those that ``customer360 generate`` left in a folder), resolves their
``customers`` files and compares with ``<company>.truth.csv``, which is never an input. Records of
guests, which exist only after orders and touches are read, are not part of it.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pcsv

from customer360.identity import OVERRIDES, RECORDS, Settings, resolve
from customer360.landing.contract import DEFAULT_SOURCE_SYSTEM
from identity import quality


def read_csv(path: Path) -> pa.Table:
    """Every value as text; empty cells are null, the word null is not."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    options = pcsv.ConvertOptions(
        column_types=dict.fromkeys(header, pa.string()),
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=True,
    )
    parse = pcsv.ParseOptions(newlines_in_values=True)
    return pcsv.read_csv(path, convert_options=options, parse_options=parse)


def key_of(row: dict, suffix: str = "") -> str:
    system = row.get(f"source_system{suffix}") or DEFAULT_SOURCE_SYSTEM
    return f"{system}|{row[f'source_record_id{suffix}']}"


def read_company(folder: Path) -> tuple[pa.Table, pa.Table, Settings]:
    rows = {}
    for row in read_csv(folder / "customers.csv").to_pylist():
        key = key_of(row)
        # A later row with the same key replaces the earlier one.
        rows[key] = {
            **{name: row.get(name) for name in RECORDS.names if name != "first_seen_at"},
            "company_id": folder.name,
            "record_key": key,
            "source_system": key.partition("|")[0],
            "is_guest": False,
        }
    overrides = []
    if (folder / "identity_overrides.csv").exists():
        for row in read_csv(folder / "identity_overrides.csv").to_pylist():
            keys = {f"record_key_{side}": key_of(row, f"_{side}") for side in "ab"}
            overrides.append({"company_id": folder.name, **keys, **row})
    settings = {}
    if (folder / "company.csv").exists():
        stated = read_csv(folder / "company.csv").to_pylist()
        settings = {row["setting"]: row["value"] for row in stated}
    return (
        pa.Table.from_pylist(list(rows.values()), schema=RECORDS),
        pa.Table.from_pylist(overrides, schema=OVERRIDES),
        Settings.from_mapping(settings),
    )


def run(folder: Path) -> dict[str, object]:
    records, overrides, settings = read_company(folder)
    truth = {
        key_of(row): row["person_id"]
        for row in read_csv(folder.with_name(f"{folder.name}.truth.csv")).to_pylist()
    }
    begin, cpu = time.perf_counter(), time.process_time()
    clusters = resolve(records, overrides=overrides, settings=settings).clusters
    keys = clusters["record_key"].to_pylist()
    return {
        "set": folder.name,
        "rows": records.num_rows,
        **quality(
            clusters["customer_id"].to_numpy(), pa.array([truth[k] for k in keys]).to_numpy(False)
        ),
        "seconds": round(time.perf_counter() - begin, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--people", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = options.folder or Path(temporary) / "landing"
        if not options.folder:
            tool = str(Path(sys.executable).with_name("customer360"))
            wanted = ["--people", str(options.people), "--seed", str(options.seed), str(root)]
            subprocess.run([tool, "generate", *wanted], check=True, stdout=subprocess.DEVNULL)
        for folder in sorted(path for path in root.iterdir() if path.is_dir()):
            print(json.dumps(run(folder)), flush=True)


if __name__ == "__main__":
    main()
