"""Names of people: a folded form to compare, a skeleton to find candidates, parts of full names."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pyarrow as pa

from customer360.standardise.text import (
    empty_to_null,
    fold,
    on_joined_text,
    per_distinct,
    word_set,
)

#: Forms of address: never a name.
TITLES = word_set(
    "mr mrs ms mx dr prof professor sir rev reverend herr frau monsieur madame mme mlle sra srta",
    "dott dottssa esq phd 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th baronet bt",
)
#: Dropped beside other words, but a name where they stand alone (Stephen King, Prince).
RANKS = word_set(
    "miss dame lord lady fr sr hon captain capt major colonel col general gen admiral lieutenant",
    "lt sergeant sgt baron baroness earl viscount viscountess count countess duke duchess",
    "marquess marquis king queen prince princess saint st jr junior snr senior ii iii iv ing md",
)
#: Words inside a family name; they never start or end a name on their own.
PARTICLES = word_set(
    "de da do dos das del della di du des la le van von der den ter ten of the al el bin ibn ben",
    "e y zu zum zur af av o",
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
)

# Spellings of one name in Latin letters, vowels kept: Xenia and Kseniya, Yuri and Iurii. Plain
# texts, and letters in front of a choice, are found many times as fast as other patterns.
_SPELLINGS = (
    ("shch", "sh"),
    ("sch", "sh"),
    ("x", "ks"),
    ("ph", "f"),
    ("kh", "h"),
    ("zh", "j"),
    ("th", "t"),
    ("ck", "k"),
    ("q", "k"),
    (re.compile("c(?![eiyh])"), "k"),
    ("w", "v"),
    ("yo", "e"),
    (
        re.compile("y[iy]*(?=[aeu])|i[iy]*(?=[aeu])|j(?=[aeu])(?<=[b-df-hk-np-tv-z]j)"),
        "",
    ),
    (re.compile("(?m)j$"), "i"),
    ("y", "i"),
)
_Rules = tuple[tuple[re.Pattern[str] | str, str], ...]


def names(values: Any) -> pa.Array:
    """The folded form of names: ASCII, lower case, without titles; null where nothing is left.

    A name that is a placeholder word elsewhere (Null, Nan, Test) stays a name here.
    """
    return per_distinct(values, lambda texts: _drop_titles(fold(texts)))


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
    return _respelt(folded, _SOUNDS)


def name_spellings(folded: Any) -> pa.Array:
    """Folded names in one of their usual transliterations, without spaces; null stays null."""
    return _respelt(folded, _SPELLINGS)


def _respelt(folded: Any, rules: _Rules) -> pa.Array:
    def respell(text: str) -> str:
        text = text.replace(" ", "")
        for written, sound in rules:
            is_plain = isinstance(written, str)
            text = text.replace(written, sound) if is_plain else written.sub(sound, text)
        return _without_doubles(text)

    return per_distinct(folded, lambda names_: empty_to_null(on_joined_text(names_, respell)))


def _without_doubles(text: str) -> str:
    """The text with each letter of a-z once where it stands several times in a row."""
    signs = np.frombuffer(text.encode(), dtype=np.uint8)
    is_letter = (signs[1:] >= ord("a")) & (signs[1:] <= ord("z"))
    is_kept = np.append(True, ~is_letter | (signs[1:] != signs[:-1]))
    return signs[is_kept[: len(signs)]].tobytes().decode()
