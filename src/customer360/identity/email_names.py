"""Names that an e-mail address spells, for records that came without them.

anna.petrova@ on a record that has no name, or only "Anna", is read as Anna Petrova where the
company knows both a first name and a family name so spelt. One word alone tells nothing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from customer360 import standardise

_SEPARATED = r"^(?P<head>[a-z]+)[._-]+(?P<tail>[a-z]+)$"
_SHORTEST, _LONGEST = 2, 14
#: Families and things of the house, not people: neither part of an address is one of these.
_NO_NAMES = standardise.word_set("family famille familie familia home house mail shop office les")


def names_from_emails(
    first: pa.Array, last: pa.Array, local_parts: pa.Array
) -> tuple[pa.Array, pa.Array]:
    """Folded first and last names with gaps and initials filled; all arrays of equal length."""
    names = {"first": first, "last": last}
    is_short = {name: _is_short(column) for name, column in names.items()}
    has_address = local_parts.is_valid().to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(has_address & (is_short["first"] | is_short["last"]))
    if len(rows) == 0:
        return first, last
    cases = pd.DataFrame(
        {
            name: column.take(pa.array(rows)).to_numpy(zero_copy_only=False)
            for name, column in {**names, "local": local_parts}.items()
        }
    ).fillna("")
    case = cases.groupby(["first", "last", "local"], sort=False).ngroup().to_numpy()
    cases = cases.drop_duplicates().reset_index(drop=True)
    readings = _best_readings(cases, _Known(first), _Known(last))
    result = []
    for name, column in names.items():
        found = readings[name].reindex(range(len(cases))).to_numpy(object)[case]
        is_filled = is_short[name][rows] & pd.notna(found)
        mask = np.zeros(len(column), dtype=bool)
        mask[rows[is_filled]] = True
        values = pa.array(found[is_filled], column.type)
        result.append(pc.replace_with_mask(column, pa.array(mask), values))
    return result[0], result[1]


def _is_short(names: pa.Array) -> np.ndarray:
    """Whether a name is missing or an initial."""
    is_long = pc.fill_null(pc.greater(pc.utf8_length(names), 1), False)
    return ~is_long.to_numpy(zero_copy_only=False)


class _Known:
    """Names of one kind in the company: how often each spelling occurs, and its usual form."""

    def __init__(self, names: pa.Array):
        texts = pc.drop_null(names).filter(pc.greater(pc.utf8_length(pc.drop_null(names)), 1))
        counts = pc.value_counts(texts)
        forms = pd.DataFrame(
            {
                "text": pc.struct_field(counts, "values").to_numpy(zero_copy_only=False),
                "count": pc.struct_field(counts, "counts").to_numpy(zero_copy_only=False),
            }
        )
        forms["spelling"] = _spellings(forms["text"])
        forms = forms.sort_values(["count", "text"], ascending=[False, True])
        # Names of two letters are read into too many addresses.
        is_long = forms["text"].str.len().groupby(forms["spelling"]).transform("max") > 2
        by_spelling = forms[is_long].groupby("spelling", sort=False)
        self.counts: pd.Series = by_spelling["count"].sum()
        self.usual: pd.Series = by_spelling["text"].first()


def _spellings(texts: pd.Series) -> np.ndarray:
    return standardise.name_spellings(pa.array(texts, pa.string())).to_numpy(zero_copy_only=False)


def _best_readings(cases: pd.DataFrame, given: _Known, family: _Known) -> pd.DataFrame:
    """first and last (null where unread) by number of the case."""
    cuts = _cuts(cases["local"], given, family)
    case, is_separated = cuts["case"].to_numpy(), cuts["is_separated"].to_numpy(bool)
    sides = {side: _Side(cuts, side) for side in ("head", "tail")}
    own = {name: _Own(cases[name], case) for name in ("first", "last")}
    has_mine = own["first"].is_name | own["last"].is_name
    parts = []
    for first, last in (("head", "tail"), ("tail", "head")):
        one, other = sides[first], sides[last]
        initials = one.is_initial.astype(int) + other.is_initial
        # An initial is read only beside a separator or beside a name that the record has.
        is_clear = (initials == 0) | ((initials == 1) & (is_separated | has_mine))
        fits = one.fits(own["first"], given) & other.fits(own["last"], family)
        rows = np.flatnonzero(is_clear & fits)
        reading = {
            "case": case[rows],
            "first": one.names(rows, given),
            "last": other.names(rows, family),
            "score": one.scores(rows, given) + other.scores(rows, family),
        }
        parts.append(pd.DataFrame(reading))
    readings = pd.concat(parts)
    order = readings.sort_values(["case", "score", "first", "last"], ascending=[True, False] * 2)
    return order.drop_duplicates("case").set_index("case")[["first", "last"]]


class _Own:
    """The name that the record of each cut has already: a name, an initial or nothing."""

    def __init__(self, names: pd.Series, case: np.ndarray):
        spellings = pd.Series(_spellings(names)).fillna("")
        self.spellings = spellings.to_numpy(object)[case]
        self.is_name = (spellings.str.len() > 1).to_numpy(bool)[case]
        self.is_nothing = (spellings == "").to_numpy(bool)[case]


class _Side:
    """One side of each cut address."""

    def __init__(self, cuts: pd.DataFrame, side: str):
        self._texts = cuts[side].to_numpy(object)
        self._spellings = cuts[f"{side}_spelling"].to_numpy(object)
        self._codes, self._distinct = pd.factorize(self._spellings)
        self.is_initial = (cuts[side].str.len() == 1).to_numpy(bool)

    def _places(self, known: _Known) -> np.ndarray:
        """Place of each side among the known spellings; -1 where it is none."""
        return np.append(known.counts.index.get_indexer(self._distinct), -1)[self._codes]

    def fits(self, own: _Own, known: _Known) -> np.ndarray:
        """Whether this side may be the name of the record."""
        fits = self.is_initial | (self._places(known) >= 0)
        rows = np.flatnonzero(fits & ~own.is_nothing & ~own.is_name)
        fits[rows] = [
            text.startswith(mine)
            for text, mine in zip(self._texts[rows], own.spellings[rows], strict=True)
        ]
        rows = np.flatnonzero(own.is_name)
        fits[rows] = own.spellings[rows] == self._spellings[rows]
        return fits

    def names(self, rows: np.ndarray, known: _Known) -> np.ndarray:
        usual = np.append(known.usual.to_numpy(object), np.nan)[self._places(known)[rows]]
        return np.where(self.is_initial[rows], self._texts[rows], usual)

    def scores(self, rows: np.ndarray, known: _Known) -> np.ndarray:
        counts = np.append(known.counts.to_numpy(), 0)[self._places(known)[rows]]
        return np.log2(1 + counts.astype(float))


def _cuts(local_parts: pd.Series, given: _Known, family: _Known) -> pd.DataFrame:
    """Each address cut in two: at its separator, or anywhere one side is a known name."""
    letters = pc.replace_substring_regex(pa.array(local_parts, pa.string()), "[0-9]+", "")
    letters = pc.replace_substring_regex(letters, "^[._-]+|[._-]+$", "")
    at = pc.extract_regex(letters, _SEPARATED)
    separated = pd.DataFrame(
        {name: pc.struct_field(at, name).to_pandas() for name in ("head", "tail")}
    ).dropna()
    separated["is_separated"] = True
    words = letters.to_pandas()
    words = words[words.str.fullmatch("[a-z]+")]
    spelling = pd.Series(_spellings(words), index=words.index)
    known = given.counts.index.union(family.counts.index)
    words = words[~spelling.isin(known)]
    cuts = [separated]
    for size in range(1, _LONGEST + 1):
        words = words[words.str.len() > size]
        head = words.str.slice(0, size)
        is_known = (
            pd.Series(_spellings(head), index=head.index, dtype=object).isin(known)
            if size >= _SHORTEST
            else head.notna()
        )
        cut = pd.DataFrame({"head": head[is_known], "tail": words[is_known].str.slice(size)})
        cuts.append(cut.assign(is_separated=False))
    result = pd.concat(cuts).rename_axis("case").reset_index()
    result = result[~result["head"].isin(_NO_NAMES) & ~result["tail"].isin(_NO_NAMES)]
    for side in ("head", "tail"):
        result[f"{side}_spelling"] = _spellings(result[side])
    return result.reset_index(drop=True)
