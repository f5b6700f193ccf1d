"""The frame of every page: head, style, footer."""

from __future__ import annotations

from customer360.explain.html.markup import safe
from customer360.explain.html.style import STYLE

#: A browser takes the style within the file, and loads and runs nothing else.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(heading: str, *parts: str) -> str:
    """A whole HTML file; ``parts`` are HTML already."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{safe(heading)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
{"".join(parts)}
</main>
<footer>This page shows personal data, because it was asked for. Keep it where only those see it
who may see the records, and delete it when the question is answered.
Made by <code>customer360 explain</code> from the warehouse's last build.</footer>
</body>
</html>
"""
