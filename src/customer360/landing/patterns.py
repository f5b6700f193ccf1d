"""Regular expressions that companies write: read alike by every warehouse, or refused.

A broken expression in a rule would stop the build of all companies, so it is a reject of one row.
"""

from __future__ import annotations

import re
from functools import lru_cache

import duckdb

#: Written differently in each engine: most escapes, back references, (?...) groups, and quantifiers
#: that are lazy or possessive.
_NOT_PORTABLE = re.compile(r"\\[A-Za-z0-9]|\(\?|[*+?}][*+?]")
_REPEATS = re.compile(r"\{[0-9]+(?:,([0-9]*))?\}")
_MOST_REPEATS = 255


@lru_cache(maxsize=10_000)
def pattern_problem(pattern: str) -> str | None:
    """Why a text cannot be used as a regular expression; None where it can."""
    bare = re.sub(r"\\[^A-Za-z0-9]|\\[dswDSW]", "_", pattern)
    found = _NOT_PORTABLE.search(bare)
    if found:
        return f"{found.group()!r} is not read alike by all warehouses"
    # POSIX classes are none of Python's: a plain letter stands in for them.
    known = re.sub(r"\[:(alnum|alpha|digit|lower|punct|space|upper):\]", "a", bare)
    if re.search(r"\[\^?[^\]]*\[[:.=]", known):
        return "it names a class of characters that is not known"
    if re.search(r"[{}]", _REPEATS.sub("", known)):
        return "a brace stands for nothing"
    if any(int(number) > _MOST_REPEATS for number in re.findall(r"(?<=[{,])[0-9]+", known)):
        return f"it repeats something more than {_MOST_REPEATS} times"
    try:
        re.compile(known)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    return _warehouse_problem(pattern)


def _warehouse_problem(pattern: str) -> str | None:
    """Why DuckDB cannot read it: repeats within repeats multiply, and it counts them."""
    with duckdb.connect() as connection:
        try:
            connection.execute("select regexp_matches('', $1, 'i')", [pattern])
        except duckdb.Error as error:
            return str(error).splitlines()[0]
    return None
