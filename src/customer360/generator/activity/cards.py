"""Who holds a loyalty card."""

from __future__ import annotations

import numpy as np

from customer360.generator.block import Block
from customer360.generator.customers.records import Records


def first_cards(block: Block) -> tuple[Records, np.ndarray]:
    """The records of the system that issues cards, and each person's first row with a card.

    The row is -1 for people without a card. The company must have an issuing system.
    """
    issuer = next(records for records in block.records.values() if records.system.issues_cards)
    rows = np.flatnonzero(issuer.frame["loyalty_id"].is_valid().to_numpy(zero_copy_only=False))
    first = np.full(len(block.people), -1)
    first[issuer.person[rows[::-1]]] = rows[::-1]
    return issuer, first
