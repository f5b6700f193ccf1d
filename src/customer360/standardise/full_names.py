"""Full names to first, middle and family name, whichever comes first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import log
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from customer360.standardise.chinese_names import chinese_family_places
from customer360.standardise.names import PARTICLES, RANKS, TITLES, names
from customer360.standardise.text import empty_to_null, per_distinct, text_column, word_set

Parts = tuple[str | None, str | None, str | None]

_VIETNAMESE = word_set(
    "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh trinh mai truong",
    "lam doan dao luong cao thai quach chau kieu chu to dau thach tu ta ha luu nghiem quan tong",
    "la mac phung trieu vuong",
)
# Mandarin, southern Chinese and Korean family names in Latin letters.
_ONE_SYLLABLE = word_set(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng",
    "liang xie song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye",
    "cheng wei su lu ding ren shen yao zhong shi qian lim tan ng ong goh koh chua chan teo ang",
    "wong yeo low tay sim chew chia foo chong toh lau leong cheong chow kwok yap kim lee park",
    "choi jung kang cho yoon jang oh seo shin kwon hwang ahn hong",
)
_FAMILY_FIRST = _VIETNAMESE | _ONE_SYLLABLE
_PATRONYMIC = re.compile("(ovich|evich|ovna|evna|ichna|inichna)$")
_CHARACTERS = "\u3005\u3400-\u9fff\uac00-\ud7af"
_KANA = "\u3040-\u30ff\u31f0-\u31ff"
_UNSPACED = re.compile(f"[{_CHARACTERS}]{{2,5}}")
#: Two names with a blank between, at least one of them in characters.
_SPACED = re.compile(f"(?=.*[{_CHARACTERS}])([{_CHARACTERS}{_KANA}]+) ([{_CHARACTERS}{_KANA}]+)")
_ONLY_CHARACTERS = re.compile(f"[{_CHARACTERS}]+")
_ONE_HANGUL = re.compile("[\uac00-\ud7af]")
_TWO_SIGN_FAMILY_NAMES = word_set("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 남궁 황보")
#: How much more common than not it is that the family name comes last.
_LAST_IS_FAMILY = 0.5
#: How much less common than in Latin letters that is in characters without a blank.
_LAST_IS_FAMILY_UNSPACED = 0.7
_KNOWN_FAMILY = 1.5


def full_names(
    values: Any,
    given_counts: Mapping[str, int] | None = None,
    family_counts: Mapping[str, int] | None = None,
    middle_counts: Mapping[str, int] | None = None,
) -> pa.Table:
    """Split full names into ``first_name``, ``middle_name``, ``last_name`` (folded).

    Reads "First Middle Last", "Last, First", patronymics, and names of East and South East Asia
    that begin with the family name. ``given_counts`` and ``family_counts`` say how often a folded
    word is known as a first and as a family name; they decide where the order is open.
    ``middle_counts`` says which words between them are middle names.
    """
    order = _Order(given_counts or {}, family_counts or {}, middle_counts or {})

    def split(distinct: pa.Array) -> pa.Table:
        folded = names(distinct).to_pylist()
        # composed, so that a sign is a syllable
        texts = pc.utf8_trim_whitespace(pc.utf8_normalize(distinct, "NFKC")).to_pylist()
        parts = [_split(text, words, order) for text, words in zip(texts, folded, strict=True)]
        columns = list(zip(*parts, strict=True)) if parts else [(), (), ()]
        arrays = [empty_to_null(pa.array(column, pa.string())) for column in columns]
        return pa.table(arrays, names=["first_name", "middle_name", "last_name"])

    return per_distinct(text_column(values), split)


class _Order:
    """Whether a word is rather a family name (above 0) or a first name (below 0)."""

    def __init__(
        self, given: Mapping[str, int], family: Mapping[str, int], middle: Mapping[str, int]
    ):
        self._given, self._family, self._middle = given, family, middle

    def is_middle(self, words: list[str]) -> bool:
        """Whether each word is known as a middle name."""
        return all(self._middle.get(word, 0) > 0 for word in words)

    def familiarity(self, word: str) -> float:
        known = log((self._family.get(word, 0) + 0.5) / (self._given.get(word, 0) + 0.5))
        return known + (_KNOWN_FAMILY if word in _FAMILY_FIRST else 0.0)

    def begins_with_family(self, words: list[str]) -> bool:
        if len(words) == 1:
            return self.familiarity(words[0]) > 0.5
        first, last = self.familiarity(words[0]), self.familiarity(words[-1])
        return first > last + _LAST_IS_FAMILY

    def ends_with_family(self, words: list[str], doubt: float) -> bool:
        """For names of East Asia, where that is the exception."""
        return self.familiarity(words[-1]) > self.familiarity(words[0]) + 2 * doubt


def _split(text: str | None, folded: str | None, order: _Order) -> Parts:
    if text is None or folded is None:
        return None, None, None
    if spaced := _SPACED.fullmatch(text):
        return _split_spaced(*spaced.groups(), folded.split(" "), order)
    if _UNSPACED.fullmatch(signs := text.replace(" ", "")):
        return _split_signs(signs, folded.split(" "), order)
    if "," in text:
        before, after = (names([part])[0].as_py() for part in text.split(",", 1))
        if before and after and not _is_suffix(after):
            first, *middle = after.split(" ")
            return first, " ".join(middle), before
        folded = before if before and _is_suffix(after) else folded
    return _split_words(_without_ranks(folded.split(" ")), order)


def _split_signs(text: str, words: list[str], order: _Order) -> Parts:
    """Of Chinese and Korean names without a blank: a word for each sign."""
    cut = 2 if len(text) > 2 and text[:2] in _TWO_SIGN_FAMILY_NAMES else 1
    if cut == 1 and order.ends_with_family(words, _LAST_IS_FAMILY_UNSPACED):
        return " ".join(words[:-1]), None, words[-1]
    return " ".join(words[cut:]), None, " ".join(words[:cut])


def _split_spaced(before: str, after: str, words: list[str], order: _Order) -> Parts:
    """Of Chinese, Japanese and Korean names with a blank; a run of kana may be several words."""
    if _ONLY_CHARACTERS.fullmatch(before):
        cut = len(before)
    elif _ONLY_CHARACTERS.fullmatch(after):
        cut = len(words) - len(after)
    else:
        cut = len((names([before])[0].as_py() or "").split(" "))
    one, other = " ".join(words[:cut]), " ".join(words[cut:])
    # a Korean family name is one syllable, nearly always, and a given name two
    is_korean_family_last = len(before) > 1 and _ONE_HANGUL.fullmatch(after)
    if before not in _TWO_SIGN_FAMILY_NAMES and (
        is_korean_family_last or order.ends_with_family([one, other], _LAST_IS_FAMILY)
    ):
        return one, None, other
    return other, None, one


def _split_words(words: list[str], order: _Order) -> Parts:
    patronymics = [place for place, word in enumerate(words) if place and _PATRONYMIC.search(word)]
    if patronymics and len(words) <= 3:
        place = patronymics[-1]
        others = [word for word in words if word is not words[place]]
        if len(others) == 2:
            given, family = others if place == 1 else reversed(others)
            return given, words[place], family
        return others[0], words[place], None
    places = chinese_family_places(words) if words[0] not in _VIETNAMESE else ()
    if places:
        is_open = len(places) > 1
        ends = order.ends_with_family(words, _LAST_IS_FAMILY) if is_open else places == (-1,)
        given = words[:-1] if ends else words[1:]
        return " ".join(given), None, words[-1] if ends else words[0]
    if order.begins_with_family(words):
        family, rest = words[0], words[1:]
        if rest and (family in _VIETNAMESE or order.is_middle(rest[:-1])):
            return rest[-1], " ".join(rest[:-1]), family
        return " ".join(rest), None, family
    cut = max(len(words) - 1, 1)
    while cut > 1 and words[cut - 1] in PARTICLES:
        cut -= 1
    given, family = words[:cut], " ".join(words[cut:])
    if len(given) == 2 and family in _ONE_SYLLABLE and max(map(len, given)) <= 6:
        return " ".join(given), None, family
    return given[0], " ".join(given[1:]), family


def _is_suffix(folded: str | None) -> bool:
    return all(word in TITLES or word in RANKS for word in (folded or "").split())


def _without_ranks(words: list[str]) -> list[str]:
    """Ranks at both ends go, as long as two words of a name are left."""
    kept = [word for word in words if word not in RANKS]
    return kept if len(kept) >= 2 else words


def word_counts(folded: pa.Array) -> dict[str, int]:
    """How often each word of folded names occurs."""
    words = pc.list_flatten(pc.split_pattern(pc.drop_null(folded), " "))
    counts = pc.value_counts(words)
    return dict(
        zip(
            pc.struct_field(counts, "values").to_pylist(),
            pc.struct_field(counts, "counts").to_pylist(),
            strict=True,
        )
    )
