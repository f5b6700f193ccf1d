"""One small landing root for all tests about people who must not be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from customer360.generator.run import generate

COMPANIES = ("dom_uyut", "saigon_table")


@pytest.fixture(scope="session")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two companies with some dozens of people each."""
    root = tmp_path_factory.mktemp("landing")
    generate(root, people=160, seed=11, companies=COMPANIES)
    return root
