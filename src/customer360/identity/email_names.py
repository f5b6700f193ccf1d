"""Names that an e-mail address spells, for records that came without them.

anna.petrova@ on a record that has no name, or only "Anna", is read as Anna Petrova where the
company knows both a first name and a family name so spelt. One word alone tells nothing.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360 import standardise
from customer360.identity.email_cuts import cut_in_two
from customer360.identity.encoded import Encoded, combine, encode, encode_together, map_codes


def names_from_emails(
    first: pa.Array, last: pa.Array, local_parts: pa.Array
) -> tuple[pa.Array, pa.Array]:
    """Folded first and last names with gaps and initials filled; all arrays of equal length."""
    names = (first, last)
    is_short = [_is_short(column) for column in names]
    has_address = local_parts.is_valid().to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(has_address & np.logical_or(*is_short))
    if len(rows) == 0:
        return first, last
    columns = [column.take(pa.array(rows)) for column in (*names, local_parts)]
    # Records of the same names and address are one case; a missing name is a value like others.
    keys = combine(*(encode(column).codes + 1 for column in columns))
    _, example, case = np.unique(keys, return_index=True, return_inverse=True)
    readings = _best_readings(*(column.take(pa.array(example)) for column in columns), *names)
    result = []
    for column, is_open, reading in zip(names, is_short, readings, strict=True):
        found = reading.take(pa.array(case))
        is_filled = is_open[rows] & found.is_valid().to_numpy(zero_copy_only=False)
        mask = np.zeros(len(column), dtype=bool)
        mask[rows[is_filled]] = True
        values = found.filter(pa.array(is_filled))
        result.append(pc.replace_with_mask(column, pa.array(mask), values))
    return result[0], result[1]


def _is_short(names: pa.Array) -> np.ndarray:
    """Whether a name is missing or an initial."""
    is_long = pc.fill_null(pc.greater(pc.utf8_length(names), 1), False)
    return ~is_long.to_numpy(zero_copy_only=False)


class _Known:
    """Names of one kind in the company: each spelling, how often it occurs, its usual form."""

    def __init__(self, names: pa.Array):
        counts = pc.value_counts(names.filter(pa.array(~_is_short(names))))
        texts = pc.struct_field(counts, "values")
        spelt = encode(standardise.name_spellings(texts))
        forms = pa.table(
            {
                "spelling": spelt.codes,
                "text": texts,
                "count": pc.struct_field(counts, "counts"),
                "length": pc.utf8_length(texts),
            }
        )
        forms = forms.filter(pc.greater_equal(forms["spelling"], 0)).sort_by(
            [("spelling", "ascending"), ("count", "descending"), ("text", "ascending")]
        )
        starts = np.flatnonzero(np.diff(forms["spelling"].to_numpy(), prepend=-1))
        # Names of two letters are read into too many addresses.
        is_long = np.maximum.reduceat(forms["length"].to_numpy(), starts) > 2
        self.counts = np.add.reduceat(forms["count"].to_numpy(), starts)[is_long]
        self.usual = forms["text"].combine_chunks().take(pa.array(starts[is_long]))
        self.spellings = spelt.values.filter(pa.array(is_long))


def _best_readings(
    first: pa.Array, last: pa.Array, local_parts: pa.Array, firsts: pa.Array, lasts: pa.Array
) -> list[pa.Array]:
    """First and last name (null where unread) of each case.

    ``first``, ``last``, ``local_parts``: of the cases; ``firsts``, ``lasts``: of all records.
    """
    given, family = _Known(firsts), _Known(lasts)
    mine = [standardise.name_spellings(names) for names in (first, last)]
    known = pa.concat_arrays([given.spellings, family.spellings])
    cuts = cut_in_two(local_parts, known, pa.concat_arrays(mine))
    texts = (cuts.head, cuts.tail)
    # One set of codes for whatever is compared.
    codes = encode_together(
        given.spellings,
        family.spellings,
        *(names.take(pa.array(cuts.case)) for names in mine),
        *(standardise.name_spellings(side) for side in texts),
        *(pc.utf8_slice_codeunits(side, 0, 1) for side in texts),
    )
    places = [_places(column.codes, len(codes[0].values)) for column in codes[:2]]
    own = [_Own(column) for column in codes[2:4]]
    sides = [
        _Side(side, spelling.codes, letter.codes)
        for side, spelling, letter in zip(texts, codes[4:6], codes[6:], strict=True)
    ]
    has_mine = own[0].is_name | own[1].is_name
    parts = []
    for one, other in (sides, sides[::-1]):
        initials = one.is_initial.astype(int) + other.is_initial
        # An initial is read only beside a separator or beside a name that the record has.
        is_clear = (initials == 0) | ((initials == 1) & (cuts.is_separated | has_mine))
        fits = one.fits(own[0], places[0]) & other.fits(own[1], places[1])
        rows = np.flatnonzero(is_clear & fits)
        reading = {
            "case": pa.array(cuts.case[rows]),
            "first": one.names(rows, given, places[0]),
            "last": other.names(rows, family, places[1]),
            "score": pa.array(
                one.scores(rows, given, places[0]) + other.scores(rows, family, places[1])
            ),
        }
        parts.append(pa.table(reading))
    orders = {"case": "ascending", "score": "descending", "first": "ascending"}
    readings = pa.concat_tables(parts).sort_by([*orders.items(), ("last", "descending")])
    best = np.flatnonzero(np.diff(readings["case"].to_numpy(), prepend=-1))
    row = np.full(len(first), -1)
    row[readings["case"].to_numpy()[best]] = best
    chosen = pa.array(row, mask=row < 0)
    return [readings[name].combine_chunks().take(chosen) for name in ("first", "last")]


def _places(codes: np.ndarray, size: int) -> np.ndarray:
    """Place of each code among these; -1 for the others, and for the code -1."""
    places = np.full(size + 1, -1)
    places[codes] = np.arange(len(codes))
    return places


class _Own:
    """The name that the record of each cut has already: a name, an initial or nothing."""

    def __init__(self, spelling: Encoded):
        self.codes = spelling.codes
        self.is_nothing = self.codes < 0
        is_long = pc.greater(pc.utf8_length(spelling.values), 1).to_numpy(zero_copy_only=False)
        self.is_name = map_codes(spelling, is_long, missing=False)


class _Side:
    """One side of each cut address."""

    def __init__(self, texts: pa.Array, codes: np.ndarray, letters: np.ndarray):
        """``codes``, ``letters``: of its spelling and of its first letter."""
        self._texts, self._codes, self._letters = texts, codes, letters
        self.is_initial = pc.equal(pc.utf8_length(texts), 1).to_numpy(zero_copy_only=False)

    def fits(self, own: _Own, places: np.ndarray) -> np.ndarray:
        """Whether this side may be the name of the record; ``places``: of the known names."""
        fits = self.is_initial | (places[self._codes] >= 0)
        fits &= own.is_nothing | (self._letters == own.codes)
        return np.where(own.is_name, self._codes == own.codes, fits)

    def names(self, rows: np.ndarray, known: _Known, places: np.ndarray) -> pa.Array:
        place = places[self._codes[rows]]
        usual = known.usual.take(pa.array(place, mask=place < 0))
        return pc.if_else(pa.array(self.is_initial[rows]), self._texts.take(pa.array(rows)), usual)

    def scores(self, rows: np.ndarray, known: _Known, places: np.ndarray) -> np.ndarray:
        return np.log2(1.0 + np.append(known.counts, 0)[places[self._codes[rows]]])
