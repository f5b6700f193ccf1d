"""The benchmark of the intervals gives its models every table that they read."""

from __future__ import annotations

import importlib.util
import re

import pytest

from customer360.project import PROJECT_ROOT

spec = importlib.util.spec_from_file_location(
    "lifecycle_intervals", PROJECT_ROOT / "benchmarks/lifecycle_intervals.py"
)
benchmark = importlib.util.module_from_spec(spec)
spec.loader.exec_module(benchmark)

_MADE = set(re.findall(r"create table \w+\.(\w+)", benchmark.INPUTS))


@pytest.mark.parametrize("model", benchmark.TIMED)
def test_what_a_model_reads_is_there(model: str) -> None:
    (file,) = (PROJECT_ROOT / "models").rglob(f"{model}.sql")
    read = set(re.findall(r"ref\('(\w+)'\)", file.read_text(encoding="utf-8")))
    assert read
    before = benchmark.TIMED[: benchmark.TIMED.index(model)]
    assert read <= _MADE | set(before)
