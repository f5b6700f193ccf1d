"""Reads company.csv: whole and valid, or the company is refused."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from customer360.landing.chunk import FileRefusedError
from customer360.landing.csv_reader import CsvFile
from customer360.landing.header import separator_hint
from customer360.landing.seeds import country_codes, currency_codes, default_settings
from customer360.landing.settings import SettingError, read_setting, read_valid_from
from customer360.landing.time_zones import ZoneHistory

THRESHOLDS = ("match_threshold", "review_threshold")


class CompanyRefusedError(Exception):
    """Nothing of the company can be loaded; the message says why."""


@dataclass(frozen=True)
class CompanySetting:
    setting: str
    #: In canonical spelling.
    value: str
    #: None means always.
    valid_from: date | None


def read_company_file(path: Path | None) -> tuple[list[CompanySetting], tuple[str, ...]]:
    """The settings in file order and the names of columns that were ignored.

    No file means no settings; a row whose first cell begins with # is a comment. Raises
    CompanyRefusedError naming line and setting.
    """
    if path is None:
        return [], ()
    try:
        rows, unknown = _read_rows(path)
    except FileRefusedError as error:
        raise CompanyRefusedError(f"company.csv: {error}") from None
    settings: dict[tuple[str, date | None], CompanySetting] = {}
    for line, name, value, valid_from in rows:
        try:
            setting = CompanySetting(name, read_setting(name, value), read_valid_from(valid_from))
            _check_code(setting)
        except SettingError as error:
            raise CompanyRefusedError(f"company.csv line {line}: {error}") from None
        key = (setting.setting, setting.valid_from)
        if key in settings:
            since = f"valid_from {setting.valid_from}" if setting.valid_from else "no valid_from"
            raise CompanyRefusedError(
                f"company.csv line {line}: setting {name!r} comes twice with {since}"
            )
        settings[key] = setting
    _check_thresholds(settings.values())
    return list(settings.values()), unknown


def zone_history(settings: list[CompanySetting]) -> ZoneHistory:
    """The company's time zones in time order, the project's default before the first."""
    zones = {None: default_settings()["time_zone"]}
    zones |= {
        setting.valid_from: setting.value for setting in settings if setting.setting == "time_zone"
    }
    return ZoneHistory(tuple(sorted(zones.items(), key=lambda item: item[0] or date.min)))


def _check_code(setting: CompanySetting) -> None:
    if setting.setting == "currency" and setting.value not in currency_codes():
        raise SettingError(f"setting 'currency': {setting.value!r} is no ISO 4217 code")
    if setting.setting == "country" and setting.value not in country_codes():
        raise SettingError(f"setting 'country': {setting.value!r} is no ISO 3166 alpha-2 code")


def _check_thresholds(settings: Collection[CompanySetting]) -> None:
    """Each threshold is right by itself; on every day the two must fit each other too."""
    stated = [setting for setting in settings if setting.setting in THRESHOLDS]
    for day in sorted({_start(setting) for setting in stated}):
        # Imported here: a company that states no threshold need not load the engine.
        from customer360.identity.settings import Settings

        values = {name: default_settings()[name] for name in THRESHOLDS}
        for setting in sorted(stated, key=_start):
            if _start(setting) <= day:
                values[setting.setting] = setting.value
        try:
            Settings.from_mapping(values)
        except ValueError as error:
            since = f" from {day} on" if day > date.min else ""
            raise CompanyRefusedError(
                f"company.csv: {error}{since} (one that is not stated is its default)"
            ) from None


def _start(setting: CompanySetting) -> date:
    return setting.valid_from or date.min


def _read_rows(path: Path) -> tuple[list[tuple[int, str, str, str]], tuple[str, ...]]:
    file = CsvFile(path)
    names = [name.strip().lower() for name in file.column_names]
    for name in ("setting", "value"):
        if name not in names:
            hint = separator_hint(names)
            raise FileRefusedError(f"required column {name!r} is missing{hint}")
    for name in names:
        if name and names.count(name) > 1:
            raise FileRefusedError(f"column {name!r} comes more than once")
    rows = []
    for line, record in file.records():
        if record[0].lstrip().startswith("#"):
            continue
        cells = dict(zip(names, (cell.replace("\0", "").strip() for cell in record), strict=True))
        rows.append((line, cells["setting"], cells["value"], cells.get("valid_from", "")))
    unknown = tuple(name for name in names if name not in ("setting", "value", "valid_from", ""))
    return rows, unknown
