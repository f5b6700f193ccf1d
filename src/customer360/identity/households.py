"""People who live together: customers that share an address or a contact are one household."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity.guard import components

#: An address or number of more customers than this is a block of flats, an office or a shop.
MAX_MEMBERS = 10

HOUSEHOLDS = pa.schema(
    [(name, pa.string()) for name in ("company_id", "customer_id", "household_id")]
)


def households(places: pa.Table) -> pa.Table:
    """The household of each customer that shares a place with another: HOUSEHOLDS.

    ``places``: company_id, customer_id, place (any text that customers may share: an address, a
    phone number). A household is named after its customers' smallest id.
    """
    customers = _keys(places, "customer_id")
    shared = _keys(places, "place")
    customer = customers.dictionary_encode()
    place = shared.dictionary_encode()
    pairs = np.unique(np.stack([place.indices.to_numpy(), customer.indices.to_numpy()]), axis=1)
    members = np.bincount(pairs[0], minlength=len(place.dictionary))
    pairs = pairs[:, (members[pairs[0]] > 1) & (members[pairs[0]] <= MAX_MEMBERS)]
    count = len(customer.dictionary)
    labels = components(count + len(place.dictionary), pairs[1], pairs[0] + count)[:count]
    in_household = np.unique(pairs[1])
    keys = customer.dictionary.take(pa.array(in_household))
    company_ids, customer_ids = _parts(keys)
    order = pc.sort_indices(customer_ids).to_numpy()
    first: dict[int, str] = {}
    for row in order.tolist():
        first.setdefault(int(labels[in_household[row]]), customer_ids[row].as_py())
    names = [first[int(label)] for label in labels[in_household]]
    return pa.table([company_ids, customer_ids, pa.array(names, pa.string())], schema=HOUSEHOLDS)


def _keys(table: pa.Table, name: str) -> pa.Array:
    """Company and value as one text: nothing is shared between companies."""
    columns = (table[column].combine_chunks() for column in ("company_id", name))
    return pc.binary_join_element_wise(*columns, "\x1f")


def _parts(keys: pa.Array) -> tuple[pa.Array, pa.Array]:
    parts = pc.split_pattern(keys, "\x1f")
    return pc.list_element(parts, 0), pc.list_element(parts, 1)
