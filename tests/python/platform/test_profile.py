"""The profile names the same warehouse as the commands do."""

from __future__ import annotations

import jinja2
import yaml

from customer360.project import PROJECT_ROOT


def test_a_variable_that_is_set_to_nothing_is_not_set() -> None:
    text = (PROJECT_ROOT / "profiles.yml").read_text(encoding="utf-8")
    profile = yaml.safe_load(text)["customer360"]
    render = jinja2.Environment().from_string
    assert render(profile["target"]).render(env_var=lambda *_: "") == "duckdb"
    path = render(profile["outputs"]["duckdb"]["path"]).render(env_var=lambda *_: "")
    assert path == "customer360.duckdb"
