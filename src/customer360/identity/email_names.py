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
    table = pd.DataFrame(
        {
            "first": first.to_numpy(zero_copy_only=False),
            "last": last.to_numpy(zero_copy_only=False),
            "local": local_parts.to_numpy(zero_copy_only=False),
        }
    )
    is_short = {name: ~(table[name].str.len() > 1).astype(bool) for name in ("first", "last")}
    rows = np.flatnonzero(table["local"].notna() & (is_short["first"] | is_short["last"]))
    if len(rows) == 0:
        return first, last
    cases = table.loc[rows].fillna("")
    case = cases.groupby(["first", "last", "local"], sort=False).ngroup().to_numpy()
    cases = cases.drop_duplicates().reset_index(drop=True)
    readings = _best_readings(cases, _Known(first), _Known(last))
    result = []
    for name, column in (("first", first), ("last", last)):
        found = readings[name].reindex(range(len(cases))).to_numpy()[case]
        filled = table[name].to_numpy(copy=True)
        filled[rows] = np.where(
            is_short[name].to_numpy()[rows] & pd.notna(found), found, filled[rows]
        )
        result.append(pa.array(filled, column.type, from_pandas=True))
    return result[0], result[1]


class _Known:
    """Names of one kind in the company: how often each spelling occurs, and its usual form."""

    def __init__(self, names: pa.Array):
        texts = pc.drop_null(names).filter(pc.greater(pc.utf8_length(pc.drop_null(names)), 2))
        counts = pc.value_counts(texts)
        forms = pd.DataFrame(
            {
                "text": pc.struct_field(counts, "values").to_numpy(zero_copy_only=False),
                "count": pc.struct_field(counts, "counts").to_numpy(zero_copy_only=False),
            }
        )
        forms["spelling"] = _spellings(forms["text"])
        forms = forms.sort_values(["count", "text"], ascending=[False, True])
        by_spelling = forms.groupby("spelling", sort=False)
        self.counts: pd.Series = by_spelling["count"].sum()
        self.usual: pd.Series = by_spelling["text"].first()


def _spellings(texts: pd.Series) -> np.ndarray:
    return standardise.name_spellings(pa.array(texts, pa.string())).to_numpy(zero_copy_only=False)


def _best_readings(cases: pd.DataFrame, given: _Known, family: _Known) -> pd.DataFrame:
    """first and last (null where unread) by number of the case."""
    cuts = _cuts(cases["local"], given, family)
    own = pd.DataFrame({name: _spellings(cases[name]) for name in ("first", "last")}).fillna("")
    parts = []
    for first, last in (("head", "tail"), ("tail", "head")):
        reading = pd.DataFrame({"case": cuts["case"], "is_separated": cuts["is_separated"]})
        for name, side, known in (("first", first, given), ("last", last, family)):
            mine = own[name].to_numpy()[cuts["case"]]
            text, spelling = cuts[side].to_numpy(), cuts[f"{side}_spelling"].to_numpy()
            count = known.counts.reindex(spelling).fillna(0).to_numpy()
            is_initial = cuts[side].str.len().to_numpy() == 1
            has_mine = np.array([len(m) > 1 for m in mine], dtype=bool)
            begins_alike = np.array(
                [t.startswith(m) for m, t in zip(mine, text, strict=True)], dtype=bool
            )
            reading[name] = np.where(is_initial, text, known.usual.reindex(spelling).to_numpy())
            reading[f"{name}_initial"] = is_initial
            reading[f"{name}_mine"] = has_mine
            fits = np.where(has_mine, mine == spelling, (is_initial | (count > 0)) & begins_alike)
            reading[f"{name}_fits"] = fits
            reading[f"{name}_score"] = np.log2(1 + count)
        parts.append(reading)
    readings = pd.concat(parts)
    initials = readings["first_initial"].astype(int) + readings["last_initial"]
    has_mine = readings["first_mine"] | readings["last_mine"]
    # An initial is read only beside a separator or beside a name that the record has.
    is_clear = (initials == 0) | ((initials == 1) & (readings["is_separated"] | has_mine))
    readings["score"] = readings["first_score"] + readings["last_score"]
    readings = readings[is_clear & readings["first_fits"] & readings["last_fits"]]
    order = readings.sort_values(["case", "score", "first", "last"], ascending=[True, False] * 2)
    return order.drop_duplicates("case").set_index("case")[["first", "last"]]


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
