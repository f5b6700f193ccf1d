"""A late touch or refund changes the conversions that it touches, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

FILES = {
    "company.csv": "setting,value\nas_of,2025-12-31\nlookback_days,30\n",
    "customers.csv": "source_record_id,email\n"
    + "".join(f"r{n},person{n}@example.com\n" for n in range(6)),
    "orders.csv": "order_id,email,ordered_at,status,order_value\n"
    + "".join(
        f"o{n}{k},person{n}@example.com,2025-0{3 + 2 * k}-15T12:00:00Z,paid,{10 * n + k + 5}\n"
        for n in range(6)
        for k in range(2)
    ),
    "touches.csv": "touch_id,email,occurred_at,touch_type,channel\n"
    + "".join(
        f"t{n}{k}{i},person{n}@example.com,2025-0{3 + 2 * k}-{10 + i}T12:00:00Z,page,{channel}\n"
        for n in range(6)
        for k in range(2)
        for i, channel in enumerate(("email", "direct", "paid_search")[: n % 3 + 1])
    ),
}

#: Credit under it follows from all journeys together.
OF_ALL_JOURNEYS = "markov"


#: A day later: a touch before the second order of person 2, a refund of person 4's first.
LATE = {
    "touches.csv": FILES["touches.csv"].splitlines()[0]
    + "\nlate,person2@example.com,2025-05-01T12:00:00Z,page,affiliate\n",
    "refunds.csv": "refund_id,order_id,refunded_at,refund_value\nr1,o40,2025-11-01,7\n",
}


def credits_after(build, root: Path, files: dict[str, str]) -> dict[str, frozenset]:
    """Conversion -> its credits, once the files are landed and attribution is built."""
    for name, text in files.items():
        path = root / "acme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build.land(root)
    build.make_marts("+fct_attribution_touches")
    credits: dict[str, set] = {}
    for conversion, *row in build.fetch(
        "select conversion_id, attribution_model, touch_id, channel, count_credit, value_credit"
        f" from marts.fct_attribution_touches where attribution_model != '{OF_ALL_JOURNEYS}'"
    ):
        credits.setdefault(conversion, set()).add(tuple(row))
    return {conversion: frozenset(rows) for conversion, rows in credits.items()}


@pytest.fixture(scope="module")
def states(new_build, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, dict]:
    """Credits by conversion, before and after the late rows."""
    build = new_build("duckdb")
    root = tmp_path_factory.mktemp("days")
    return credits_after(build, root, FILES), credits_after(build, root, LATE)


def test_late_rows_change_the_conversions_they_touch_and_no_other(states) -> None:
    before, after = states
    assert len(before) == 12
    assert set(before) == set(after)
    changed = {one for one in before if before[one] != after[one]}
    assert changed == {"order:landing:o21", "order:landing:o40"}


def test_a_refund_changes_the_value_and_no_share(states) -> None:
    before, after = (state["order:landing:o40"] for state in states)
    assert {row[:4] for row in before} == {row[:4] for row in after}
    for model in {row[0] for row in after}:
        for rows, value in ((before, 45), (after, 38)):
            assert sum(row[4] for row in rows if row[0] == model) == pytest.approx(value, abs=1e-9)
