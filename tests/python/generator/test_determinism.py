"""The same number of people and seed give the same bytes, anywhere and however one asks."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from generated_size import PEOPLE, SEED

from customer360.generator import run
from customer360.generator.run import generate


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_another_process_elsewhere_writes_the_same_bytes(root: Path, tmp_path: Path) -> None:
    environment = os.environ | {
        "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "99", "OMP_NUM_THREADS": "1",
    }  # fmt: skip
    code = "import sys; from pathlib import Path; from customer360.generator.run import generate; "
    code += f"generate(Path(sys.argv[1]), {PEOPLE}, {SEED})"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=environment)
    assert hashes(tmp_path) == hashes(root)


def test_a_company_does_not_depend_on_the_others(root: Path, tmp_path: Path) -> None:
    generate(tmp_path, PEOPLE, SEED, companies=["dom_uyut"])
    alone, together = hashes(tmp_path), hashes(root)
    assert alone == {name: together[name] for name in together if name.startswith("dom_uyut")}


def test_another_seed_gives_other_people(root: Path, tmp_path: Path) -> None:
    generate(tmp_path, PEOPLE, SEED + 1, companies=["daily_letter"])
    name = "daily_letter/customers.csv"
    assert hashes(tmp_path)[name] != hashes(root)[name]


@pytest.mark.parametrize("company", ["saigon_table", "maison_lumiere"])
def test_parquet_holds_the_same_values_with_types(root: Path, tmp_path: Path, company: str) -> None:
    generate(tmp_path, PEOPLE, SEED, "parquet", [company])
    expected = pd.read_csv(root / company / "orders.csv", dtype=str, keep_default_na=False)
    parts = sorted((tmp_path / company / "orders").glob("*.parquet"))
    clean = [pq.read_table(part) for part in parts if "by_hand" not in part.name]
    ids = {key for part in clean for key in part["order_id"].to_pylist()}
    assert ids == {key for key in expected["order_id"] if key and "H" not in key}
    values = {
        key: str(value)
        for part in clean
        for key, value in zip(
            part["order_id"].to_pylist(), part["order_value"].to_pylist(), strict=True
        )
    }
    csv_values = dict(zip(expected["order_id"], expected["order_value"], strict=True))
    assert all(csv_values[key] == value for key, value in values.items())
    kinds = {str(part.schema.field("ordered_at").type) for part in clean}
    assert kinds <= {"timestamp[ms]", "timestamp[ms, tz=UTC]", "timestamp[s]"}
    truth = pq.read_table(tmp_path / f"{company}.truth.parquet").to_pandas()
    from_csv = pd.read_csv(root / f"{company}.truth.csv", dtype=str)
    pd.testing.assert_frame_equal(truth, from_csv, check_dtype=False)


def test_blocks_continue_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "BLOCK_SIZE", 50)
    generate(tmp_path, 600, 3, companies=["dom_uyut", "maison_lumiere"])
    for company in ("dom_uyut", "maison_lumiere"):
        for table, key in (
            ("customers", "source_record_id"), ("orders", "order_id"), ("refunds", "refund_id"),
            ("message_events", "message_event_id"), ("loyalty_events", "loyalty_event_id"),
            ("cart_events", "cart_event_id"), ("consents", "consent_id"),
        ):  # fmt: skip
            frame = pd.read_csv(tmp_path / company / f"{table}.csv", dtype=str)
            assert not frame.duplicated(["source_system", key]).any(), (company, table)
        truth = pd.read_csv(tmp_path / f"{company}.truth.csv", dtype=str)
        people = truth["person_id"][~truth["person_id"].str.contains("test")]
        assert people.nunique() == 600 * {"dom_uyut": 30, "maison_lumiere": 25}[company] // 100
        loyalty = pd.read_csv(tmp_path / company / "customers.csv", dtype=str)
        cards = loyalty.merge(truth, on=["source_system", "source_record_id"]).dropna(
            subset="loyalty_id"
        )
        assert (cards.groupby("loyalty_id")["person_id"].nunique() == 1).all()


@pytest.mark.parametrize("people", [1, 2, 3, 11])
def test_the_smallest_companies_are_whole(tmp_path: Path, people: int) -> None:
    files = generate(tmp_path, people, people)
    assert {file.company_id for file in files} == set(run.COMPANIES)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"people": 0, "seed": 1}, "people"),
        ({"people": 5, "seed": -1}, "seed"),
        ({"people": 5, "seed": 1, "file_format": "json"}, "json"),
        ({"people": 5, "seed": 1, "companies": ["nobody"]}, "nobody"),
    ],
)
def test_what_cannot_be_generated_is_named(tmp_path: Path, arguments: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        generate(tmp_path, **arguments)
    assert not any(tmp_path.iterdir())
