"""Which attribution models a warehouse computes: the macro rendered without dbt."""

from __future__ import annotations

import jinja2
import pytest

from customer360.project import PROJECT_ROOT


class Refused(Exception):
    """What dbt raises for a mistake in the project."""


class _Stop:
    @staticmethod
    def raise_compiler_error(message: str) -> None:
        raise Refused(message)


def models_chosen_by(value: list[str] | None) -> list[str]:
    found: list[str] = []
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    environment.globals |= {
        "return": lambda models: found.extend(models) or "",
        "var": lambda name, default: {"attribution_models": value}.get(name, default),
        "exceptions": _Stop,
    }
    macro = (PROJECT_ROOT / "macros/touch_attribution_models.sql").read_text(encoding="utf-8")
    environment.from_string(macro).module.touch_attribution_models()
    return found


def test_all_models_where_nothing_is_chosen() -> None:
    assert len(models_chosen_by(None)) == 11
    assert models_chosen_by([]) == models_chosen_by(None)


def test_chosen_models_keep_the_order_of_all() -> None:
    assert models_chosen_by(["markov", "linear"]) == ["linear", "markov"]


def test_a_model_that_is_none_is_named() -> None:
    with pytest.raises(Refused, match="no such model 'lineal'; known are first_touch, "):
        models_chosen_by(["linear", "lineal"])
