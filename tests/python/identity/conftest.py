"""Names for identity tests."""

from __future__ import annotations

import pytest


@pytest.fixture
def names() -> list[tuple[str, str]]:
    first = [
        "Olivia",
        "Noah",
        "Emma",
        "Liam",
        "Ava",
        "Mateo",
        "Mia",
        "Lucas",
        "Zoe",
        "Ethan",
        "Chloe",
        "Ivan",
        "Lena",
        "Omar",
        "Aisha",
    ]
    last = [
        "Novak",
        "Keller",
        "Brandt",
        "Okafor",
        "Lindgren",
        "Moreau",
        "Petrov",
        "Tanaka",
        "Silva",
        "Hughes",
    ]
    return [(a, b) for a in first for b in last]
