"""Text that a spreadsheet would run as a formula, made plain."""

from __future__ import annotations

from customer360.warehouse.base import quoted

#: A cell that begins so is a formula to some spreadsheet; the last ones are the full-width forms.
FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"

#: What makes it text, and is not shown by most.
MARK = "'"


def plain_cell(text: str) -> str:
    """The text as it may stand in an exported cell: ``+84 90`` becomes ``'+84 90``."""
    return MARK + text if text.startswith(tuple(FORMULA_STARTS)) else text


def plain_cell_sql(column: str) -> str:
    """The same for a text column, as a DuckDB expression."""
    name = quoted(column)
    starts = "".join(f"\\x{{{ord(character):X}}}" for character in FORMULA_STARTS)
    mark = MARK * 4
    return f"case when regexp_matches({name}, '^[{starts}]') then {mark} || {name} else {name} end"
