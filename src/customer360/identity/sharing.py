"""Contact points that several people use, known once the people are told apart.

A family's phone number looks like one person's until two of the family are seen to be two. From
then on the number says little about a third record that carries nothing else.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity.features import Features
from customer360.identity.levels import BY_NAME, PLACE

CONTACTS = ("email", "phone")
#: Letters of addresses that a household has in common; in front of a family name, "les" says so.
_WORDS = "family|famille|familie|familia|semya|giadinh|casa"
_HOUSEHOLD = f"^(the)?({_WORDS})|({_WORDS}|home|house|haus)$"
_PLURAL = "^(?:les|the|die)(?P<name>[a-z]{3,}?)s?$"
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
    result["email"] |= household_mailboxes(features)
    return result


def household_mailboxes(features: Features) -> np.ndarray:
    """Whether each e-mail address names a household: martinfamily@, lesmartin@, casa.garcia@.

    Only addresses of several records are looked at.
    """
    is_household = features.email.counts > 1
    addresses = features.email.values.filter(pa.array(is_household))
    letters = pc.replace_substring_regex(addresses, "@[^@]*$|[^a-z@]+|@", "")
    named = pc.struct_field(pc.extract_regex(letters, _PLURAL), "name")
    is_last_name = np.zeros(len(features.last.values), dtype=bool)
    is_last_name[features.last.codes[features.last.codes >= 0]] = True
    last_names = features.last.values.filter(pa.array(is_last_name))
    says_so = pc.or_(pc.match_substring_regex(letters, _HOUSEHOLD), pc.is_in(named, last_names))
    is_household[is_household] = pc.fill_null(says_so, False).to_numpy(zero_copy_only=False)
    return is_household


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
