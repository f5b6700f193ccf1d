"""Columns as integer codes: everything after this works on distinct values and their codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360 import standardise


@dataclass(frozen=True)
class Encoded:
    #: One int32 code per record; -1 where the value is missing.
    codes: np.ndarray
    #: The distinct values, in the order of their codes.
    values: pa.Array

    @property
    def is_empty(self) -> bool:
        return len(self.values) == 0

    @cached_property
    def counts(self) -> np.ndarray:
        """How many records carry each value."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values))


def encode(values: pa.Array | pa.ChunkedArray) -> Encoded:
    if isinstance(values, pa.ChunkedArray):
        values = standardise.one_array(values)
    encoded = values.dictionary_encode()
    codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    return Encoded(codes.astype(np.int32), encoded.dictionary)


def encode_forms(values: pa.Array | pa.ChunkedArray, form: Callable[[pa.Array], pa.Array]):
    """``encode(form(values))`` for a form that is the same wherever a value stands."""
    raw = encode(values)
    forms = encode(form(raw.values))
    return Encoded(map_codes(raw, forms.codes), forms.values)


def encode_together(*columns: pa.Array) -> list[Encoded]:
    """Encode several columns over one set of codes, so that values compare across columns."""
    whole = encode(pa.concat_arrays(columns))
    ends = np.cumsum([len(column) for column in columns])
    return [Encoded(codes, whole.values) for codes in np.split(whole.codes, ends[:-1])]


def map_codes(encoded: Encoded, per_value: np.ndarray, missing: int = -1) -> np.ndarray:
    """A number per record from a number per distinct value."""
    if encoded.is_empty:
        return np.full(len(encoded.codes), missing, dtype=np.int32)
    padded = np.append(per_value, missing)
    return padded[encoded.codes]


def combine(*codes: np.ndarray) -> np.ndarray:
    """One int64 key from several code columns; -1 where any of them is missing."""
    key = np.zeros(len(codes[0]), dtype=np.int64)
    missing = np.zeros(len(codes[0]), dtype=bool)
    for column in codes:
        width = int(column.max(initial=0)) + 1
        if key.max(initial=0) >= (2**62) // max(width, 1):
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
        key = key * width + np.maximum(column, 0)
        missing |= column < 0
    key[missing] = -1
    return key
