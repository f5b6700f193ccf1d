"""Names of people: a folded form to compare, a skeleton to find candidates, parts of full names."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from customer360.standardise.text import (
    empty_to_null,
    fold,
    on_joined_text,
    per_distinct,
    text_column,
)

#: Forms of address: never a name.
TITLES = frozenset(
    "mr mrs ms mx dr prof professor sir rev reverend herr frau monsieur madame mme mlle sra srta "
    "dott dottssa esq phd 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th baronet bt".split()
)
#: Dropped beside other words, but a name where they stand alone (Stephen King, Prince).
RANKS = frozenset(
    "miss dame lord lady fr sr hon captain capt major colonel col general gen admiral lieutenant "
    "lt sergeant sgt baron baroness earl viscount viscountess count countess duke duchess marquess "
    "marquis king queen prince princess saint st jr junior snr senior ii iii iv ing md".split()
)
#: Words inside a family name; they never start or end a name on their own.
PARTICLES = frozenset(
    "de da do dos das del della di du des la le van von der den ter ten of the al el bin ibn ben "
    "e y zu zum zur af av o".split()
)

# Latin spellings of one sound, longest first. Only used to find candidates, so coarse is right.
_SOUNDS = (
    (re.compile("shch|sch|tsch|tch|sh|ch|cz|zh|dzh|dj"), "c"),
    (re.compile("ph"), "f"),
    (re.compile("gh(?=[iey])|gu(?=[iey])"), "g"),
    (re.compile("kh|gh"), "h"),
    (re.compile("th|dt"), "t"),
    (re.compile("x"), "ks"),
    (re.compile("ck|q"), "k"),
    (re.compile("c(?=[eiy])|tz|ts|z"), "s"),
    (re.compile("(?<=[aeiou])c(?=$|[^aeiouh])"), "k"),
    (re.compile("w"), "v"),
    (re.compile("(?m)^[aeiouyhj]+"), "a"),
    (re.compile("(?<=[^\n])[aeiouyhj]+"), ""),
    (re.compile(r"([a-z])\1+"), r"\1"),
)


def names(values: Any) -> pa.Array:
    """The folded form of names: ASCII, lower case, without titles; null where nothing is left.

    A name that is a placeholder word elsewhere (Null, Nan, Test) stays a name here.
    """
    return per_distinct(fold(values), lambda folded: _drop_titles(folded))


def _drop_titles(folded: pa.Array) -> pa.Array:
    # ks and x are one sound in most transliterations.
    lines = on_joined_text(folded, lambda text: text.replace("ks", "x")).to_pylist()
    kept = [line if " " not in line and line not in TITLES else _untitled(line) for line in lines]
    return empty_to_null(pa.array(kept, pa.string()))


def _untitled(line: str) -> str:
    words = [word for word in line.split(" ") if word not in TITLES]
    return " ".join([word for word in words if word not in RANKS] or words)


def name_skeletons(folded: Any) -> pa.Array:
    """The consonants of folded names, spellings of one sound made equal; null stays null."""

    def skeleton(text: str) -> str:
        text = text.replace(" ", "")
        for pattern, sound in _SOUNDS:
            text = pattern.sub(sound, text)
        return text

    return per_distinct(folded, lambda names_: empty_to_null(on_joined_text(names_, skeleton)))


def full_names(values: Any) -> pa.Table:
    """Split full names into ``first_name``, ``middle_name``, ``last_name`` (folded).

    Reads "First Middle Last", "Last, First" and unspaced East Asian names (family name first).
    A comma before a title or suffix ("John Smith, Jr.") does not turn the name around.
    """

    def split(distinct: pa.Array) -> pa.Table:
        parts = [_split_one(text) for text in distinct.to_pylist()]
        columns = list(zip(*parts, strict=True)) if parts else [(), (), ()]
        folded = [empty_to_null(names(pa.array(column, pa.string()))) for column in columns]
        return pa.table(folded, names=["first_name", "middle_name", "last_name"])

    return per_distinct(text_column(values), split)


_EAST_ASIAN = re.compile("^[\u3400-\u9fff\uac00-\ud7af]{2,4}$")
_TWO_SIGN_FAMILY_NAMES = frozenset("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 남궁 황보 제갈".split())
_WORD = re.compile(r"[^\s,;]+")


def _split_one(text: str | None) -> tuple[str | None, str | None, str | None]:
    if text is None:
        return None, None, None
    text = text.strip()
    if _EAST_ASIAN.match(text):
        cut = 2 if len(text) > 2 and text[:2] in _TWO_SIGN_FAMILY_NAMES else 1
        return text[cut:], None, text[:cut]
    before, comma, after = text.partition(",")
    words, last_words = _plain_words(before if comma and _is_suffix(after) else text), []
    if comma and not _is_suffix(after) and _plain_words(after) and _plain_words(before):
        words, last_words = _plain_words(after), _plain_words(before)
    elif len(words) > 1:
        cut = len(words) - 1
        while cut > 1 and words[cut - 1].lower() in PARTICLES:
            cut -= 1
        words, last_words = words[:cut], words[cut:]
    first = words[0] if words else None
    return first, " ".join(words[1:]) or None, " ".join(last_words) or None


def _is_suffix(text: str) -> bool:
    words = [word.lower().rstrip(".") for word in _WORD.findall(text)]
    return all(word in TITLES or word in RANKS for word in words)


def _plain_words(text: str) -> list[str]:
    words = _WORD.findall(text)
    kept = [word for word in words if word.lower().rstrip(".") not in TITLES]
    ends = [kept[:1], kept[-1:]] if len(kept) > 1 else []
    ranks = {id(word) for end in ends for word in end if word.lower().rstrip(".") in RANKS}
    # "Stephen King" has two words and no rank; "Prince Charles Windsor" and "J. Smith Jr." do.
    if len(kept) - len(ranks) >= 2:
        kept = [word for word in kept if id(word) not in ranks]
    return kept


def name_words(folded: Any) -> pa.Array:
    """The words of folded names as lists (null stays null)."""
    return pc.split_pattern(text_column(folded), " ")
