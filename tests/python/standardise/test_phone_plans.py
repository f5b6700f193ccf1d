"""The short way through a numbering plan says what the parser says."""

from __future__ import annotations

import re

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer360.standardise.phone_plans import PLAIN_NUMBER, plan_of
from customer360.standardise.phones import _parse_one, _plan

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
DIGITS = st.one_of(
    st.text("0123456789", min_size=6, max_size=19),
    st.from_regex(r"0[1-9][0-9]{7,10}", fullmatch=True),
)


@settings(max_examples=1000, deadline=None)
@given(DIGITS, st.sampled_from(REGIONS), st.sampled_from(["", " ", ") ", "-", " . "]))
def test_plain_numbers_are_read_as_by_the_parser(digits, region, gap):
    text = digits[:3] + gap + digits[3:]
    assert re.match(PLAIN_NUMBER, text)
    said = None if re.fullmatch(_plan(region)[2], digits) else plan_of(region).read(digits)
    assert said is None or said == _parse_one(text, region)


@pytest.mark.parametrize(
    ("digits", "region", "said"),
    [
        ("0485408112", "US", ("+10485408112", False)),  # a Belgian number, read in America
        ("07447306656", "FR", (None, False)),  # a British number, too long in France
        ("0033144556677", "US", None),  # international: only the parser can tell
    ],
)
def test_numbers_of_other_countries(digits, region, said):
    assert plan_of(region).read(digits) == said
