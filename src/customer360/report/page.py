"""The report as one HTML file: the facts as data, a script that draws them, no address outside."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from customer360.explain.html.style import PALETTE, RULES

#: In the order of the page: what a later one uses, an earlier one defines.
_SCRIPTS = (
    "elements.js",
    *(f"charts/{name}.js" for name in ("bars", "tables", "months", "ribbons", "intervals")),
    *(f"sections/{name}.js" for name in ("base", "lifecycle", "channels", "campaigns")),
    *(f"sections/{name}.js" for name in ("audiences", "quality", "identity", "overview")),
    "page.js",
)


def report_page(facts: Mapping) -> str:
    """``facts``: {"companies": [...]} as the script reads them, plain values only."""
    script = _script()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    # A browser runs this one script, and loads nothing.
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Customers</title>
<style>{_style()}</style>
</head>
<body>
<div class="bar-top"><div>
<span class="brand">customer360</span>
<label>Company <select id="company"></select></label>
<span class="period" id="period"><label>From <select id="from"></select></label>
<label>to <select id="to"></select></label></span>
<nav id="tabs" role="tablist" aria-label="Questions"></nav>
</div></div>
<main id="content"><noscript>This report is drawn by a script inside the file; switch scripts on to
see it.</noscript></main>
<footer><span id="as-of"></span> Personal values are masked. Made by <code>customer360 report</code>
from the marts of the last build.</footer>
<script type="application/json" id="data">{_data(facts)}</script>
<script>{script}</script>
</body>
</html>
"""


def _data(facts: Mapping) -> str:
    """JSON that no value can leave: the signs that could end the element are written as escapes."""
    text = json.dumps(_packed(facts), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _packed(value: object) -> object:
    """Rows of the same columns name them once: {"columns": [...], "rows": [[...], ...]}."""
    if isinstance(value, Mapping):
        return {name: _packed(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        if len(value) > 1 and all(isinstance(row, Mapping) for row in value):
            names = sorted(value[0])
            if all(sorted(row) == names for row in value):
                return {
                    "columns": names,
                    "rows": [[_packed(row[name]) for name in names] for row in value],
                }
        return [_packed(part) for part in value]
    return value


@cache
def _asset(name: str) -> str:
    return (files("customer360.report") / "assets" / name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    return "\n" + "\n".join(_asset(name) for name in _SCRIPTS)


@cache
def _style() -> str:
    """The report's own style, and that of the explanations within the element they are drawn in."""
    return f"{PALETTE}{_asset('report.css')}\n.explained {{{RULES}}}\n"
