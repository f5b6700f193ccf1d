"""Contact points that several people use, known once the people are told apart.

A family's phone number looks like one person's until two of the family are seen to be two. From
then on the number says little about a third record that carries nothing else.
"""

from __future__ import annotations

import numpy as np

from customer360.identity.features import Features
from customer360.identity.levels import BY_NAME, PLACE

CONTACTS = ("email", "phone")
#: Comparisons that tell two people of one household apart.
_TELLING = ("first_name", "birth_date")


def shared_contacts(
    features: Features,
    clusters: np.ndarray,
    levels: np.ndarray,
    left: np.ndarray,
    right: np.ndarray,
) -> dict[str, np.ndarray]:
    """Contact -> whether each of its distinct values is carried by two people.

    ``clusters``: the customer of each record so far. Two records of different customers count where
    they clearly differ in given name or birth date.
    """
    differs = np.zeros(len(left), dtype=bool)
    for name in _TELLING:
        differs |= levels[PLACE[name]] == BY_NAME[name].level("different")
    differs &= clusters[left] != clusters[right]
    result = {}
    for name in CONTACTS:
        codes = getattr(features, name).codes
        both = differs & (codes[left] >= 0) & (codes[left] == codes[right])
        is_shared = np.zeros(len(getattr(features, name).values), dtype=bool)
        is_shared[codes[left[both]]] = True
        result[name] = is_shared
    return result


def number_shared(
    features: Features, shared: dict[str, np.ndarray], left: np.ndarray, right: np.ndarray
) -> np.ndarray:
    """How many contacts each pair has in common that are known to be shared (float64)."""
    number = np.zeros(len(left))
    for name, is_shared in shared.items():
        codes = getattr(features, name).codes
        has_both = (codes[left] >= 0) & (codes[left] == codes[right])
        number[has_both] += is_shared[codes[left[has_both]]]
    return number
