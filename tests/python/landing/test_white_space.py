"""White space is what Unicode says it is, and is taken off at the ends only."""

from __future__ import annotations

import sys
import unicodedata

import pyarrow as pa

from customer360.landing.white_space import WHITE_SPACE, blank_to_null, trimmed


def test_separators_of_all_scripts_are_white_space() -> None:
    separators = {
        sign for sign in map(chr, range(sys.maxunicode)) if unicodedata.category(sign)[0] == "Z"
    }
    assert separators | set("\t\n\x0b\f\r") == set(WHITE_SPACE)


def test_only_the_ends_are_trimmed() -> None:
    texts = pa.array(["\u3000 a\tb\u00a0\n", "a", " ", "", None])
    assert trimmed(texts).to_pylist() == ["a\tb", "a", "", "", None]


def test_blank_texts_are_null_and_others_stay_as_they_are() -> None:
    texts = pa.array([" a ", "\u2028\t", "", None])
    assert blank_to_null(texts).to_pylist() == [" a ", None, None, None]
    assert blank_to_null(texts.slice(0, 1)).to_pylist() == [" a "]
