"""White space around the text of cells, in any script."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

#: Every sign that a cell may begin or end with and that says nothing: Unicode's separators and
#: the control characters between words and lines.
WHITE_SPACE = (
    "\t\n\x0b\f\r \u00a0\u1680"
    + "".join(map(chr, range(0x2000, 0x200B)))
    + "\u2028\u2029\u202f\u205f\u3000"
)

Texts = pa.Array | pa.ChunkedArray


def trimmed(texts: Texts) -> Texts:
    """The texts without outer white space; '' where there is nothing else."""
    return pc.utf8_trim(texts, WHITE_SPACE)


def blank_to_null(texts: Texts) -> Texts:
    """The texts as they are, null where there is nothing but white space."""
    is_blank = pc.equal(trimmed(texts), "")
    if not pc.any(is_blank).as_py():
        return texts
    return pc.if_else(is_blank, pa.scalar(None, texts.type), texts)
