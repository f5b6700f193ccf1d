"""What lies about in landing folders: links to nothing, closed folders, other systems' leavings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from landing_helpers import Land, Write

from customer360.landing.chunk import FileRefusedError
from customer360.landing.company_file import CompanyRefusedError, read_company_file
from customer360.landing.console import LandingConsole
from customer360.landing.contract import TABLES
from customer360.landing.folder import LandingError
from customer360.landing.header import read_header
from customer360.warehouse import Warehouse

CUSTOMERS = "source_record_id,email\n1,a@example.com\n"


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of folders that cannot be listed, also for a user who may do everything."""
    names: set[str] = set()
    listed = Path.iterdir

    def iterdir(self: Path) -> Iterator[Path]:
        if self.name in names:
            raise PermissionError(13, "Permission denied", str(self))
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    return names


@pytest.mark.parametrize("name", ["shut", "orders"])
def test_a_folder_that_cannot_be_listed_refuses_its_company_only(
    name: str, write: Write, land_all: Land, warehouse: Warehouse, closed: set[str]
) -> None:
    write("good/customers.csv", CUSTOMERS)
    write("shut/customers.csv", CUSTOMERS)
    write("shut/orders/1.csv", "order_id\n1\n")
    closed.add(name)
    good, shut = land_all().companies
    place = "shut" if name == "shut" else "shut/orders"
    assert good.refused is None
    assert shut.refused == f"{place} cannot be read: Permission denied"
    assert warehouse.fetch("select company_id from raw.customers") == [("good",)]
    assert warehouse.fetch("select company_id, reason from raw.rejected_rows") == [
        ("shut", shut.refused)
    ]


def test_a_root_that_cannot_be_looked_into(
    root: Path, land_all: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_dir(self: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "is_dir", is_dir)
    with pytest.raises(LandingError, match=r"cannot read .*: Permission denied"):
        land_all()


def test_the_folder_of_a_company_is_no_root(root: Path, write: Write, land_all: Land) -> None:
    write("customers.csv", CUSTOMERS)
    with pytest.raises(LandingError, match="holds no company folder; land the folder above it"):
        land_all()


def test_a_link_to_nothing_is_a_file_that_cannot_be_read(
    root: Path, write: Write, land_all: Land
) -> None:
    write("acme/customers.csv", CUSTOMERS)
    (root / "acme/orders.csv").symlink_to(root / "gone.csv")
    customers, orders = land_all().companies[0].files
    assert customers.refused is None
    assert orders.refused == "the file cannot be read: No such file or directory"


def test_settings_that_cannot_be_read_are_not_taken_for_none(
    root: Path, write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    settings = write("acme/company.csv", "setting,value\ncurrency,EUR\n")
    write("acme/customers.csv", CUSTOMERS)
    land_all()
    settings.unlink()
    settings.symlink_to(root / "gone.csv")
    (report,) = land_all().companies
    assert report.refused and report.refused.startswith("company.csv: the file cannot be read")
    assert warehouse.fetch("select value from raw.company_settings") == [("EUR",)]


def test_hidden_files_beside_parts_are_no_parts(write: Write, land_all: Land) -> None:
    write("acme/customers/1.csv", CUSTOMERS)
    write("acme/customers/._1.csv", b"\0\5\x16\7\0\2\0\0Mac OS X")
    (report,) = land_all().companies
    assert [file.file for file in report.files] == ["customers/1.csv"]
    assert report.ignored == ["customers/._1.csv"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_refused(encoding: str, write: Write, land_all: Land) -> None:
    """Cyrillic letters of it are bytes that UTF-8 has, too: they landed as other signs."""
    text = "source_record_id,first_name\n1,Анна\n"
    write("acme/customers.csv", text.encode(encoding))
    (file,) = land_all().companies[0].files
    assert file.refused == "the file is UTF-16, not UTF-8"


@pytest.mark.parametrize("sign, called", [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_a_file_with_other_separators_is_told_so(
    sign: str, called: str, write: Write, tmp_path: Path
) -> None:
    hint = rf"is missing \(cells are separated by commas, not by {called}\)$"
    with pytest.raises(FileRefusedError, match=hint):
        read_header(TABLES["customers"], [f"source_record_id{sign}email"])
    with pytest.raises(CompanyRefusedError, match=hint):
        read_company_file(write("acme/company.csv", f"setting{sign}value\n"))


def test_a_rejected_row_of_parquet_may_hold_a_time_of_no_calendar(
    root: Path, write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write("acme/customers.csv", CUSTOMERS)
    far = pa.array([2**62], pa.timestamp("us"))
    list_of_far = pa.array([[2**62]], pa.list_(pa.timestamp("us")))
    columns = {"touch_id": ["t"], "touch_type": ["page"], "occurred_at": far, "all": list_of_far}
    pq.write_table(pa.table(columns), root / "acme/touches.parquet")
    assert land_all().companies[0].files[1].rejected_count == 1
    assert warehouse.fetch("select text from raw.rejected_rows") == [
        (
            '{"touch_id": "t", "touch_type": "page", '
            '"occurred_at": "<value out of range: 4611686018427387904>", '
            '"all": "<list<element: timestamp[us]>>"}',
        )
    ]


def test_a_table_in_another_form_is_told_the_forms(
    write: Write, land_all: Land, capsys: pytest.CaptureFixture[str]
) -> None:
    write("acme/customers.CSV", CUSTOMERS)
    write("acme/orders.csv.gz", b"\x1f\x8b")
    LandingConsole().show(land_all())
    told = capsys.readouterr().out
    assert "ignored acme/customers.CSV: files of customers are named .csv or .parquet" in told
    assert "ignored acme/orders.csv.gz: files of orders are named .csv or .parquet" in told
