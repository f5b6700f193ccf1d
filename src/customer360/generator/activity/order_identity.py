"""Who an order names: a record, a card, a number, an address, or nobody."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import pyarrow as pa

from customer360.generator.activity.cards import first_cards
from customer360.generator.block import Block
from customer360.generator.columns import Frame, hexadecimal, nulls, scrambled, where
from customer360.generator.customers.records import Records
from customer360.generator.sampling import Sampler


def identify(
    sampler: Sampler,
    block: Block,
    known_by: tuple[float, ...],
    channel: str,
    records: Records,
    record: np.ndarray,
    person: np.ndarray,
) -> Frame:
    """The identifiers an order carries. What the record does not have cannot be named."""
    size = len(record)
    rows = pa.array(record, mask=record < 0)
    own = {name: records.frame[name].take(rows) if name in records.frame else nulls(size)
           for name in ("source_record_id", "email", "phone")}  # fmt: skip
    issuer, first_card = first_cards(block)
    card_row = np.append(first_card, -1)[person]
    card = issuer.frame["loyalty_id"].take(pa.array(card_row, mask=card_row < 0))
    kind = sampler.pick(size, known_by)
    kind[(kind == 1) & (card_row < 0)] = 0
    for wanted, name in ((2, "phone"), (3, "email")):
        kind[(kind == wanted) & own[name].is_null().to_numpy(zero_copy_only=False)] = 0
    kind[record < 0] = 4
    return {
        "source_customer_id": where(kind == 0, own["source_record_id"]),
        "loyalty_id": where(kind == 1, card),
        "phone": where(kind == 2, own["phone"]),
        "email": where((kind == 3) | ((kind == 0) & (channel == "online")), own["email"]),
    }


def payment_tokens(sampler: Sampler, block: Block, person: np.ndarray) -> pa.Array:
    """The bank card, as the payment provider hashes it; cash and wallets have none."""
    size = len(person)
    card = block.people.number[person] * 2 + sampler.chance(size, 0.2)
    token = hexadecimal(scrambled(card, salt=crc32(block.company.company_id.encode())))
    return where((person >= 0) & sampler.chance(size, 0.5), token)
