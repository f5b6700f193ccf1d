"""The loader's own raw tables: companies, their settings, landed files and rejected rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import pyarrow as pa

from customer360.landing.chunk import RejectedRow
from customer360.landing.company_file import CompanySetting
from customer360.landing.contract import BOOKKEEPING_TABLES
from customer360.landing.folder import SETTINGS_FILE
from customer360.landing.raw_schema import RAW, all_raw_tables, raw_table
from customer360.landing.report import FileReport
from customer360.privacy.suppression import ERASED, Suppression
from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

_STAGED_REJECTS = "customer360_staged_rejects"

#: table_name of rejected_rows where a whole company was refused.
COMPANY = "company"


class RejectedRows:
    """Collects a company's rejected rows in a temporary table, then replaces those of its files."""

    def __init__(
        self,
        warehouse: Warehouse,
        company_id: str,
        loaded_at: datetime,
        erased: Suppression | None = None,
    ) -> None:
        self._warehouse = warehouse
        #: What tells of these people is not kept, also not as the text of a rejected row.
        self._erased = erased
        self._company_id = company_id
        self._loaded_at = loaded_at
        warehouse.create_temporary_table(_STAGED_REJECTS, BOOKKEEPING_TABLES["rejected_rows"])

    def add(self, table: str, file: str, rows: Sequence[RejectedRow]) -> None:
        if not rows:
            return
        if self._erased:
            rows = [self._without_erased(row) for row in rows]
        count = len(rows)
        batch = {
            "company_id": pa.array([self._company_id] * count, pa.string()),
            "table_name": pa.array([table] * count, pa.string()),
            "source_system": pa.array([row.source_system for row in rows], pa.string()),
            "source_record_id": pa.array([row.source_record_id for row in rows], pa.string()),
            "file": pa.array([file] * count, pa.string()),
            "line": pa.array([row.line for row in rows], pa.int64()),
            "reason": pa.array([_storable(row.reason) for row in rows], pa.string()),
            "text": pa.array([_storable(row.text) for row in rows], pa.string()),
            "loaded_at": pa.array([self._loaded_at] * count, pa.timestamp("us")),
        }
        self._warehouse.append_arrow(None, _STAGED_REJECTS, pa.table(batch))

    def _without_erased(self, row: RejectedRow) -> RejectedRow:
        texts = (row.text, row.reason, row.source_record_id)
        if any(self._erased.is_in_text(text, row.source_system) for text in texts):
            return RejectedRow(row.line, ERASED, None)
        return row

    def drop_file(self, file: str) -> None:
        """Forgets what was collected of a file that is refused after all."""
        self._warehouse.execute(f"delete from {_STAGED_REJECTS} where file = ?", (file,))

    def replace(self, files: Iterable[str]) -> None:
        """The collected rows are all that is known of these files; known rows keep their time."""
        target = raw_table("rejected_rows")
        same = (
            "old.file = new.file and coalesce(old.line, 0) = coalesce(new.line, 0) "
            "and old.reason = new.reason and coalesce(old.text, '') = coalesce(new.text, '')"
        )
        self._warehouse.execute(
            f"update {_STAGED_REJECTS} as new set loaded_at = old.loaded_at from {target} as old "
            f"where old.company_id = ? and {same}",
            (self._company_id,),
        )
        for file in files:
            self._warehouse.execute(
                f"delete from {target} where company_id = ? and file = ?", (self._company_id, file)
            )
        names = ", ".join(quoted(name) for name in BOOKKEEPING_TABLES["rejected_rows"])
        self._warehouse.execute(
            f"insert into {target} ({names}) select {names} from {_STAGED_REJECTS}"
        )
        self._warehouse.execute(f"drop table {_STAGED_REJECTS}")


def refuse_company(warehouse: Warehouse, company_id: str, reason: str, loaded_at: datetime) -> None:
    """Records why a company was refused; what it had landed before stays as it is."""
    with warehouse.transaction():
        rejected = RejectedRows(warehouse, company_id, loaded_at)
        rejected.add(COMPANY, SETTINGS_FILE, [RejectedRow(None, reason, None)])
        rejected.replace([SETTINGS_FILE])


def record_company(
    warehouse: Warehouse, company_id: str, is_demo: bool, loaded_at: datetime
) -> None:
    """A company keeps the time of its first landing."""
    known = warehouse.fetch(
        f"select 1 from {raw_table('companies')} where company_id = ?", (company_id,)
    )
    if not known:
        warehouse.execute(
            f"insert into {raw_table('companies')} (company_id, is_demo, loaded_at) "
            "values (?, ?, ?)",
            (company_id, is_demo, loaded_at),
        )


def replace_settings(
    warehouse: Warehouse, company_id: str, settings: Sequence[CompanySetting], loaded_at: datetime
) -> None:
    """Makes these all the settings of the company; unchanged ones keep their time."""
    target = raw_table("company_settings")
    before = {
        (setting, value, valid_from): known_at
        for setting, value, valid_from, known_at in warehouse.fetch(
            f"select setting, value, valid_from, loaded_at from {target} where company_id = ?",
            (company_id,),
        )
    }
    contents = [(item.setting, item.value, item.valid_from) for item in settings]
    if set(contents) == set(before):
        return
    warehouse.execute(f"delete from {target} where company_id = ?", (company_id,))
    for content in contents:
        warehouse.execute(
            f"insert into {target} (company_id, setting, value, valid_from, loaded_at) "
            "values (?, ?, ?, ?, ?)",
            (company_id, *content, before.get(content, loaded_at)),
        )


def record_file(
    warehouse: Warehouse, company_id: str, report: FileReport, loaded_at: datetime
) -> None:
    target = raw_table("landed_files")
    warehouse.execute(
        f"delete from {target} where company_id = ? and file = ?", (company_id, report.file)
    )
    warehouse.execute(
        f"insert into {target} (company_id, table_name, file, row_count, loaded_count, "
        "rejected_count, unknown_columns, loaded_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            company_id,
            report.table,
            report.file,
            report.row_count,
            report.loaded_count,
            report.rejected_count,
            ", ".join(map(_storable, report.unknown_columns)) or None,
            loaded_at,
        ),
    )


def has_companies(warehouse: Warehouse, is_demo: bool) -> bool:
    """Whether any demo (or any real) company is in the raw tables, which must exist."""
    return bool(
        warehouse.fetch(
            f"select 1 from {raw_table('companies')} where is_demo = ? limit 1", (is_demo,)
        )
    )


def delete_demo_rows(warehouse: Warehouse) -> None:
    """Removes every row of the demo companies from the raw tables. Call in a transaction."""
    if not has_companies(warehouse, is_demo=True):
        return
    demo = f"(select company_id from {raw_table('companies')} where is_demo)"
    for name in all_raw_tables():
        if name != "companies" and warehouse.table_exists(RAW, name):
            warehouse.execute(f"delete from {raw_table(name)} where company_id in {demo}")
    warehouse.execute(f"delete from {raw_table('companies')} where is_demo")


def _storable(text: str | None) -> str | None:
    return None if text is None else text.replace("\0", "")
