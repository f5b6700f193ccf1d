"""Names of columns and values as people say them."""

from __future__ import annotations

import pandas as pd

_SPECIAL = {"email": "E-mail", "sms": "SMS", "source_record_id": "Key", "source_system": "System"}


def said(name: str) -> str:
    """birth_date as Birth date."""
    if name in _SPECIAL:
        return _SPECIAL[name]
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """The table with heads in words, and without columns that are empty throughout."""
    return table.dropna(axis="columns", how="all").rename(columns=said)
