"""A build is told by folders: each node belongs to one, and a folder ends with its last node."""

from __future__ import annotations

import pytest

from customer360.build import Steps, place_of_node
from customer360.build.run import _reason, where_and_why
from customer360.build.steps import kind_of_node

NODES = {
    "model.c.fct_a": {"fqn": ["c", "marts", "lifecycle", "fct_a"], "resource_type": "model"},
    "model.c.py": {
        "fqn": ["c", "identity", "py"],
        "resource_type": "model",
        "language": "python",
        "config": {"schema": "intermediate"},
    },
    "seed.c.rules": {"fqn": ["c", "rules", "rules"], "resource_type": "seed"},
    "test.c.of_py": {
        "fqn": ["c", "identity", "of_py"],
        "resource_type": "test",
        "attached_node": "model.c.py",
    },
    "test.c.alone": {"fqn": ["c", "demo", "alone"], "resource_type": "test"},
}


@pytest.mark.parametrize(
    "node, place",
    [
        ("model.c.fct_a", "marts/lifecycle"),
        ("model.c.py", "intermediate/identity"),
        ("test.c.of_py", "intermediate/identity"),
        ("seed.c.rules", "seeds/rules"),
        ("test.c.alone", "tests/demo"),
    ],
)
def test_each_node_has_a_folder(node: str, place: str) -> None:
    assert place_of_node(NODES, node) == place


def test_a_folder_ends_with_its_last_node() -> None:
    places = {node: place_of_node(NODES, node) for node in NODES}
    steps = Steps(places, ["model.c.py", "test.c.of_py", "seed.c.rules"])
    assert steps.size == 3
    assert steps.end("model.c.py", kind_of_node("model", "table"), "success") is None
    ended = steps.end("test.c.of_py", kind_of_node("test", "test"), "pass")
    assert ended is not None and ended.says() == "1 table, 1 test"
    assert steps.unfinished() == [] and steps.done == 2


def test_what_failed_or_was_skipped_is_counted() -> None:
    places = dict.fromkeys(["model.c.a", "model.c.b", "model.c.c"], "marts")
    steps = Steps(places, places)
    steps.end("model.c.a", "tables", "error")
    (step,) = steps.unfinished()
    assert step.failed == ["a"]
    ended = steps.end("model.c.b", "tables", "skipped") or steps.end("model.c.c", "views", "warn")
    assert ended is not None
    assert (ended.skipped, ended.says()) == (1, "1 view")


def test_connectors_that_no_company_uses_are_no_step() -> None:
    steps = Steps({"model.c.a": "staging/stripe"}, ["model.c.a"])
    ended = steps.end("model.c.a", kind_of_node("model", "ephemeral"), "success")
    assert ended is not None and ended.is_idle


def test_a_reason_is_what_dbt_says_without_its_titles() -> None:
    said = "Compilation Error in model a (models/a.sql)\n  Database Error\n    no such column: x"
    assert _reason(said) == "no such column: x"
    assert _reason("Database Error") == "Database Error"
    assert _reason(None) == "dbt gave no reason"


def test_what_kept_dbt_from_building_names_its_file() -> None:
    said = "Compilation Error in model a (models/a.sql)\n  unexpected end\n    line 89"
    assert where_and_why(said) == "a (models/a.sql): unexpected end\nline 89"
    said = "Compilation Error\n  Model 'm.a' (models/a.sql) depends on nothing"
    assert where_and_why(said) == "Model 'm.a' (models/a.sql) depends on nothing"
    assert where_and_why(None) == "dbt gave no reason"
