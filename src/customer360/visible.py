"""Text of strangers, made safe to show."""

from __future__ import annotations

import unicodedata

#: Formats that turn or isolate the direction of the text after them.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def visible(text: object) -> str:
    """Text without signs that a terminal or a browser would obey instead of showing."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_command(sign) else sign for sign in str(text))


def _is_command(sign: str) -> bool:
    # Line ends, escapes, lone halves of a sign.
    kind = unicodedata.category(sign)
    return kind in ("Cc", "Cs", "Zl", "Zp") or sign in _TURNING
