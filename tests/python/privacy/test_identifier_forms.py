"""Whoever is erased is found in every writing that a build takes for theirs, and nobody else is."""

from __future__ import annotations

from customer360.privacy.identifiers import RECORD, Normaliser

DENMARK_AND_NORWAY = Normaliser(("DK", "NO"))


def test_an_address_has_the_form_of_the_marts_and_the_one_that_identity_compares() -> None:
    # SQL lowers A to Z only: email_key leaves the others as they are.
    (upper,), (plain,) = (
        DENMARK_AND_NORWAY.readings("email", [text]) for text in (" JÜRGEN@MÜLLER.DE", "Ann@X.org")
    )
    assert upper == ["jÜrgen@mÜller.de", "jürgen@müller.de"]
    assert plain == ["ann@x.org"]
    decomposed = DENMARK_AND_NORWAY.readings("email", ["ju\u0308rgen@mu\u0308ller.de"])[0]
    assert "jürgen@müller.de" in decomposed


def test_a_key_with_white_space_is_found_as_written() -> None:
    found = DENMARK_AND_NORWAY.readings(RECORD, [" 7\t"], ["crm"])[0]
    assert found == ["crm| 7\t", "crm|7", "crm|7\t"]
    assert DENMARK_AND_NORWAY.readings("loyalty_id", ["K1\u00a0"]) == [["K1", "K1\u00a0"]]


def test_a_number_is_read_in_the_persons_own_country_alone() -> None:
    """The same eight digits are somebody else's number in the neighbouring country."""
    numbers, countries = ["20 12 34 56"] * 3, ["NO", "Denmark", None]
    assert DENMARK_AND_NORWAY.readings("phone", numbers, countries=countries) == [
        ["+4720123456"],
        ["+4520123456"],
        ["+4520123456", "+4720123456"],
    ]
