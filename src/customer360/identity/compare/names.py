"""Names: in their own fields or crosswise, with nicknames, initials and parts."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity.compare.choice import choose, code
from customer360.identity.compare.family_names import FamilyNames
from customer360.identity.compare.similarity import Names, levels_of_pairs
from customer360.identity.encoded import encode, map_codes
from customer360.identity.features import Features
from customer360.identity.levels import BY_NAME, PLACE
from customer360.identity.lookups import Lookups
from customer360.standardise import contains_accents

#: Comparisons that can support equal names.
_SUPPORT = tuple(
    name
    for name in PLACE
    if name not in ("first_name", "last_name", "name_order", "names_together", "gender")
    and "different" in BY_NAME[name].shares
)

#: What two people of one household have each of their own.
_OWN_IDENTIFIERS = ("email", "national_id", "loyalty_id", "external_customer_id")


class NameComparer:
    """Compares the names of pairs of rows of one company."""

    def __init__(self, features: Features, lookups: Lookups):
        self.features = features
        self.names = Names(features.first.values, features.skeleton_of_name, lookups.nicknames)
        self.family = FamilyNames(features.first.values)
        self._given = _joined_given_names(features)
        self._turned = _turned_given_names(features)

    def levels(self, left, right) -> list[np.ndarray]:
        """Levels of first_name, last_name, name_order and middle_name."""
        f = self.features
        first_a, first_b = f.first.codes[left], f.first.codes[right]
        last_a, last_b = f.last.codes[left], f.last.codes[right]
        first = levels_of_pairs(first_a, first_b, self.names.texts, self._first_names)
        last = levels_of_pairs(last_a, last_b, self.names.texts, self._last_names)
        is_swapped = self._turn(first, last, (first_a, last_a), (first_b, last_b))
        weak = np.flatnonzero((first >= code("first_name", "alias")) & ~is_swapped)
        given_a, given_b = self._given[left[weak]], self._given[right[weak]]
        is_joined = (given_a == given_b) & (given_a >= 0)
        turned_a, turned_b = self._turned[left[weak]], self._turned[right[weak]]
        is_joined |= (turned_a == first_b[weak]) & (turned_a >= 0)
        is_joined |= (turned_b == first_a[weak]) & (turned_b >= 0)
        first[weak[is_joined]] = code("first_name", "exact")
        weak = weak[first[weak] >= code("first_name", "initial")]
        first[weak] = np.where(
            self._is_middle_name(left[weak], right[weak], first_a[weak], first_b[weak]),
            code("first_name", "alias"),
            first[weak],
        )
        is_meant = f.has_separate_names[left] & f.has_separate_names[right]
        exact = np.flatnonzero(first == code("first_name", "exact"))
        first[exact[self._are_written_apart(left[exact], right[exact])]] = code(
            "first_name", "close"
        )
        order = np.where(is_meant, code("name_order", "swapped"), code("name_order", "unsure"))
        order = np.where(is_swapped, order, 0).astype(np.int8)
        return [first, last, order, self._middle_names(left, right, order)]

    def _are_written_apart(self, left, right) -> np.ndarray:
        """Names alike once folded that were other names: Hùng and Hưng, 伟 and 薇.

        One may be written with fewer accents than the other, or with none.
        """
        accents, characters = self.features.accents, self.features.characters.codes
        a, b = accents[left], accents[right]
        is_other = ~contains_accents(a, b) & ~contains_accents(b, a)
        a, b = characters[left], characters[right]
        return is_other | ((a != b) & (a >= 0) & (b >= 0))

    def _turn(self, first, last, one, other) -> np.ndarray:
        """Compare the names crosswise where that explains the pair and the straight way does not.

        Changes the levels ``first`` and ``last`` in place; returns where names are swapped.
        """
        near_first, near_last = code("first_name", "alias"), code("last_name", "part")
        is_near = ((first > 0) & (first <= near_first)) | ((last > 0) & (last <= near_last))
        rows = np.flatnonzero(~is_near)
        (first_a, last_a), (first_b, last_b) = (
            (names[0][rows], names[1][rows]) for names in (one, other)
        )
        texts = self.names.texts
        # The left record's field names the comparison: its first name against the other's last.
        cross_first = levels_of_pairs(first_a, last_b, texts, self._first_names)
        cross_last = levels_of_pairs(last_a, first_b, texts, self._last_names)
        good_first = (cross_first > 0) & (cross_first <= code("first_name", "close"))
        good_last = (cross_last > 0) & (cross_last <= code("last_name", "close"))
        fits_first = (
            good_first | (cross_first == 0) | (cross_first == code("first_name", "initial"))
        )
        fits_last = good_last | (cross_last == 0) | (cross_last == code("last_name", "initial"))
        fits_first |= cross_first == near_first
        fits_last |= cross_last == near_last
        turned = (good_first & fits_last) | (good_last & fits_first)
        first[rows[turned]], last[rows[turned]] = cross_first[turned], cross_last[turned]
        is_swapped = np.zeros(len(first), dtype=bool)
        is_swapped[rows[turned]] = True
        return is_swapped

    def _is_middle_name(self, left, right, first_a, first_b) -> np.ndarray:
        """Whether one's first name is among the other's middle names, or they share one."""
        known = (first_a >= 0) & (first_b >= 0)
        hit = np.zeros(len(left), dtype=bool)
        for middle in self.features.middles:
            a, b = middle.codes[left], middle.codes[right]
            hit |= (first_a == b) | (a == first_b)
        return hit & known

    def _middle_names(self, left, right, order) -> np.ndarray:
        """The first middle names or patronymics; not where the names are turned round."""
        middle = self.features.middles[0].codes
        levels = levels_of_pairs(
            middle[left], middle[right], self.names.texts, self._middle_name_pairs
        )
        levels[order > 0] = 0
        other = self.features.middles[1].codes
        is_elsewhere = (middle[left] == other[right]) | (other[left] == middle[right])
        levels[is_elsewhere & (levels > 1)] = code("middle_name", "close")
        return levels

    def _middle_name_pairs(self, a, b, low, high) -> np.ndarray:
        is_close, is_similar = self.names.nearness(a, b, low, high)
        is_initial = self.names.is_initial(low, high)
        return choose("middle_name", {"close": is_close | is_similar, "initial": is_initial})

    def _first_names(self, a, b, low, high) -> np.ndarray:
        names = self.names
        is_close, is_similar = names.nearness(a, b, low, high)
        is_alias = names.are_aliases(a, b, low, high) | names.share_a_word(low, high, near=True)
        is_initial = self.names.is_initial(low, high)
        choices = {
            "exact": self.names.are_joined(a, b),
            "alias": is_alias & ~is_close,
            "close": is_close,
            "initial": is_initial,
        }
        # What somebody is called at home speaks neither for nor against.
        is_similar |= names.is_house_name[low] | names.is_house_name[high]
        return choose("first_name", {**choices, "similar": is_similar})

    def _last_names(self, a, b, low, high) -> np.ndarray:
        is_close, is_similar = self.names.nearness(a, b, low, high)
        is_part = self.names.share_a_word(low, high) | self.family.are_readings(low, high)
        is_initial = self.names.is_initial(low, high)
        is_close &= ~self.family.are_readings(low, high)
        choices = {"close": is_close, "part": is_part, "initial": is_initial}
        return choose("last_name", {**choices, "similar": is_similar})


def _joined_given_names(f: Features) -> np.ndarray:
    """Code of first and middle names written as one word: Li Hua, Li-Hua and Li with Hua.

    -1 where there is but one word.
    """
    parts = [f.first.codes, *(middle.codes for middle in f.middles)]
    values = f.first.values
    several = np.flatnonzero((parts[0] >= 0) & ((parts[1] >= 0) | _have_spaces(f)))
    texts = [values.take(pa.array(part[several], mask=part[several] < 0)) for part in parts]
    joined = pc.binary_join_element_wise(*(pc.fill_null(text, "") for text in texts), "")
    codes = np.full(f.count, -1, dtype=np.int32)
    codes[several] = encode(pc.replace_substring(joined, " ", "")).codes
    return codes


def _turned_given_names(f: Features) -> np.ndarray:
    """First name that the middle name and the first one are together: Li and Hua for Lihua.

    What stands between family name and last word is read as a middle name, as in Vietnam.
    -1 where there is none, or nobody is called so.
    """
    middle, first = f.middles[0].codes, f.first.codes
    several = np.flatnonzero((middle >= 0) & (first >= 0))
    values = f.first.values
    joined = pc.binary_join_element_wise(
        values.take(pa.array(middle[several])), values.take(pa.array(first[several])), ""
    )
    codes = np.full(f.count, -1, dtype=np.int32)
    codes[several] = pc.fill_null(pc.index_in(joined, values), -1).to_numpy()
    return codes


def _have_spaces(f: Features) -> np.ndarray:
    has_space = pc.match_substring(f.first.values, " ").to_numpy(zero_copy_only=False)
    return map_codes(f.first, has_space, missing=False)


def names_together(levels: np.ndarray) -> np.ndarray:
    """Whether both names agree, and whether anything else does; from all other levels."""
    first, last = levels[PLACE["first_name"]], levels[PLACE["last_name"]]
    near_first, near_last = code("first_name", "alias"), code("last_name", "part")
    both = (first > 0) & (first <= near_first) & (last > 0) & (last <= near_last)
    supported = np.zeros(levels.shape[1], dtype=bool)
    for name in _SUPPORT:
        level = levels[PLACE[name]]
        supported |= (level > 0) & (level < code(name, "different"))
    supported |= levels[PLACE["observed_together"]] > 0
    together = np.where(both, np.where(supported, 1, 2), 0)
    return np.where(_are_two_of_one_home(levels, both), 3, together)


def _are_two_of_one_home(levels: np.ndarray, same_name: np.ndarray) -> np.ndarray:
    """Father and son of one name, or twins: of one home, and no identifier of their own."""

    def agrees(name: str) -> np.ndarray:
        return (levels[PLACE[name]] > 0) & (levels[PLACE[name]] < code(name, "different"))

    def is_at(name: str, level: str) -> np.ndarray:
        return levels[PLACE[name]] == code(name, level)

    shares_nothing = levels[PLACE["observed_together"]] == 0
    for name in _OWN_IDENTIFIERS:
        shares_nothing &= ~agrees(name)
    father_and_son = same_name & is_at("birth_date", "different")
    father_and_son &= agrees("phone") | is_at("street", "exact")
    # A given name filled in wrongly is more common than twins, where only the address is the same.
    twins = is_at("first_name", "different") & is_at("last_name", "exact")
    twins &= is_at("birth_date", "exact") & agrees("phone")
    return shares_nothing & (father_and_son | twins)
