"""Small helpers over Arrow columns: a column here is a pa.Array, a position array is int64."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

#: A table in the making: column name -> values, all of one length.
Frame = dict[str, pa.Array]

TEXT = pa.string()


def text(values: Sequence[str | None]) -> pa.Array:
    return pa.array(values, TEXT)


def constant(value: str, size: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, TEXT), size)


def nulls(size: int, kind: pa.DataType = TEXT) -> pa.Array:
    return pa.nulls(size, kind)


def where(mask: np.ndarray, yes: pa.Array, no: pa.Array | None = None) -> pa.Array:
    """`yes` where the mask is true, else `no` (null where `no` is absent)."""
    return pc.if_else(pa.array(mask), yes, pa.scalar(None, yes.type) if no is None else no)


def join(*parts: pa.Array | str, sep: str = "") -> pa.Array:
    """Parts of each row in one text; null where a part is null."""
    return pc.binary_join_element_wise(*parts, sep)


def join_present(*parts: pa.Array, sep: str = " ") -> pa.Array:
    """Parts of each row in one text, those that are null left out."""
    return pc.binary_join_element_wise(*parts, sep, null_handling="skip")


def scatter(size: int, pieces: Iterable[tuple[np.ndarray, pa.Array]]) -> pa.Array:
    """The column in which each piece's values stand at its positions; null elsewhere."""
    target = np.full(size, -1, dtype=np.int64)
    arrays, offset = [], 0
    for positions, values in pieces:
        target[positions] = np.arange(offset, offset + len(positions))
        arrays.append(values)
        offset += len(positions)
    merged = pa.concat_arrays(arrays) if arrays else text([])
    return merged.take(pa.array(target, mask=target < 0))


def choose(codes: np.ndarray, options: Sequence[pa.Array]) -> pa.Array:
    """Row i of options[codes[i]]."""
    return pc.choose(pa.array(codes), *options)


def rewrite(
    column: pa.Array,
    mask: np.ndarray,
    draws: np.ndarray,
    change: Callable[[str, float], str | None],
) -> pa.Array:
    """The column with `change(value, draw)` where the mask holds; nulls stay null.

    `draws` holds one uniform per row, so that a change is decided without a generator of its own.
    """
    positions = np.flatnonzero(mask & column.is_valid().to_numpy(zero_copy_only=False))
    if not len(positions):
        return column
    values = column.take(pa.array(positions)).to_pylist()
    changed = [change(value, draw) for value, draw in zip(values, draws[positions], strict=True)]
    full = np.zeros(len(column), dtype=bool)
    full[positions] = True
    return pc.replace_with_mask(column, pa.array(full), text(changed))


def numbered(prefix: str, numbers: np.ndarray, width: int = 7) -> pa.Array:
    """Keys as `ord-0000012`."""
    return join(prefix, pc.utf8_lpad(pa.array(numbers, pa.int64()).cast(TEXT), width, "0"))


def take_text(values: Sequence[str | None], positions: np.ndarray) -> pa.Array:
    """Values of a short list at each position."""
    return text(values).take(pa.array(positions))


def timestamps(seconds: np.ndarray, utc: bool, mask: np.ndarray | None = None) -> pa.Array:
    """Instants in UTC, or the wall clock of the company; null where the mask is true."""
    return pa.array(seconds, pa.int64(), mask=mask).cast(pa.timestamp("s", "UTC" if utc else None))


def dates(days: np.ndarray, mask: np.ndarray | None = None) -> pa.Array:
    return pa.array(days.astype(np.int32), pa.int32(), mask=mask).cast(pa.date32())


def money(minor: np.ndarray, digits: int, mask: np.ndarray | None = None) -> pa.Array:
    """Decimals from whole minor units (cents, or dong where digits is 0)."""
    whole = pa.array(minor, pa.int64(), mask=mask).cast(pa.decimal128(19, 0))
    if digits == 0:
        return whole.cast(pa.decimal128(18, 0))
    unit = pa.scalar(10**-digits, pa.float64()).cast(pa.decimal128(3, digits))
    return pc.multiply(whole, unit).cast(pa.decimal128(18, digits))


def hexadecimal(numbers: np.ndarray, digits: int = 16) -> pa.Array:
    """Unsigned 64-bit numbers as hexadecimal text of 4, 8, 12 or 16 digits."""
    parts = []
    for shift in range(digits * 4 - 16, -1, -16):
        quad = (numbers >> np.uint64(shift)) & np.uint64(0xFFFF)
        parts.append(_QUADS.take(pa.array(quad.astype(np.int64))))
    return join(*parts)


_QUADS = text([f"{number:04x}" for number in range(65536)])


def scrambled(numbers: np.ndarray, salt: int) -> np.ndarray:
    """A one-to-one shuffle of 64-bit numbers: distinct in, distinct out, no pattern to see."""
    mixed = numbers.astype(np.uint64) + np.uint64(salt % 2**63) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
