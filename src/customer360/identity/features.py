"""Raw records of one company to the coded features that blocking and comparing use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360 import standardise
from customer360.identity.email_names import names_from_emails
from customer360.identity.encoded import Encoded, encode, encode_forms, encode_together, map_codes
from customer360.identity.identifier_forms import other_identifiers, usable_emails
from customer360.identity.identifiers import IDENTIFIERS, Blocked
from customer360.identity.lookups import Lookups
from customer360.identity.settings import Settings
from customer360.threads import run_all

_FEMALE = pa.array(["f", "female", "w", "weiblich", "woman", "femme", "mujer", "nu", "2"])
_MALE = pa.array(["m", "male", "maennlich", "mannlich", "man", "homme", "hombre", "nam", "1"])
MIDDLE_NAMES = 2
_WORDS = ("city", "region", "company_name", "occupation")
#: Two of these are a test account; one alone, or beside another word, may be a name.
_TEST_WORDS = standardise.word_set(
    "test tester testing qa account user demo dummy sample null none na unknown anonymous guest"
    " asd asdf asdfg qwe qwer qwerty zxc abc xx xxx aaa foo bar"
)
#: A year of birth in an e-mail address: of adults, not a number behind a name that was taken.
_YEAR = "(?:^|[^0-9])(?P<year>19[3-9][0-9]|200[0-9]|[3-9][0-9]|0[0-9])(?:[^0-9]|$)"


@dataclass(frozen=True)
class Features:
    count: int
    #: first, last and middle names over one set of codes; the names are folded.
    first: Encoded
    last: Encoded
    middles: tuple[Encoded, ...]
    #: Where first and last name came in fields of their own: their order is meant.
    has_separate_names: np.ndarray
    #: Accents and Chinese characters of the whole name as written, which folding takes away.
    accents: np.ndarray
    characters: Encoded
    #: Skeleton code of each distinct name, and of each record's names.
    skeleton_of_name: np.ndarray
    skeletons: tuple[np.ndarray, np.ndarray]
    year: np.ndarray
    month: np.ndarray
    day: np.ndarray
    birth_date: Encoded
    birthday: Encoded
    gender: np.ndarray
    email: Encoded
    email_local: Encoded
    #: Last two digits of the year that the e-mail address names; -1 where it names none.
    email_year: np.ndarray
    phone: Encoded
    street: Encoded
    house_number: Encoded
    city: Encoded
    region: Encoded
    postal_code: Encoded
    national_id: Encoded
    loyalty_id: Encoded
    external_customer_id: Encoded
    company_name: Encoded
    occupation: Encoded
    #: The system of each record; -1 for guests, which no system keeps, and where there is but one.
    source: np.ndarray
    #: (id_type, id_value, record_count, reason) of identifiers that link nobody.
    blocked: list[Blocked]


def prepare(records: pa.Table, settings: Settings, lookups: Lookups) -> Features:
    """Standardise and code the columns of one company's records (order of rows is kept)."""
    columns = {name: standardise.one_array(records[name]) for name in records.column_names}
    # Names are filled from addresses, which takes longest: beside it all the rest.
    (email, email_local, blocked_emails), (names, is_separate) = run_all(
        partial(usable_emails, columns["email"], settings, lookups), partial(_names, columns)
    )
    (first, last, *middles), (values, blocked), written, words, street, birth, gender = run_all(
        partial(_filled_names, *names, email_local),
        partial(other_identifiers, columns, settings, lookups),
        partial(_signs_of_names, columns),
        partial(_attributes, columns),
        partial(standardise.addresses, columns["street"]),
        partial(standardise.birth_dates, columns["birth_date"]),
        partial(_gender, columns["gender"]),
    )
    skeleton = encode(standardise.name_skeletons(first.values))
    accents, characters = written
    year, month, day = (pc.fill_null(birth[part], -1).to_numpy() for part in birth.column_names)
    email_year = map_codes(email_local, _years(email_local.values))
    birthday = np.where(year < 0, -1, month * 100 + day)
    birth_key = np.where(year < 0, -1, (year.astype(np.int32) * 100 + month) * 100 + day)
    blocked["email"] = blocked_emails
    return Features(
        count=records.num_rows,
        first=first,
        last=last,
        middles=tuple(middles),
        has_separate_names=is_separate,
        accents=accents,
        characters=characters,
        skeleton_of_name=skeleton.codes,
        skeletons=(map_codes(first, skeleton.codes), map_codes(last, skeleton.codes)),
        year=year,
        month=month,
        day=day,
        birth_date=_encode_numbers(birth_key),
        birthday=_encode_numbers(birthday),
        email=email,
        email_local=email_local,
        email_year=email_year,
        gender=gender,
        street=encode(street["street_key"]),
        house_number=encode(street["house_number"]),
        source=_sources(columns["source_system"], columns["is_guest"]),
        **words,
        blocked=[entry for name in IDENTIFIERS for entry in blocked[name]],
        **values,
    )


def _attributes(columns: dict[str, pa.Array]) -> dict[str, Encoded]:
    words = {name: encode_forms(columns[name], _words) for name in _WORDS}
    return {**words, "postal_code": encode_forms(columns["postal_code"], _unspaced)}


def _years(local_parts: pa.Array) -> np.ndarray:
    year = pc.struct_field(pc.extract_regex(local_parts, _YEAR), "year")
    return pc.fill_null(pc.utf8_slice_codeunits(year, -2).cast(pa.int16()), -1).to_numpy()


def _sources(systems: pa.Array, is_guest: pa.Array) -> np.ndarray:
    sources = encode(pc.if_else(pc.fill_null(is_guest, False), None, systems))
    return sources.codes if len(sources.values) > 1 else np.full(len(systems), -1, np.int32)


def _encode_numbers(keys: np.ndarray) -> Encoded:
    return encode(pc.if_else(pa.array(keys < 0), None, pa.array(keys)))


def _unspaced(values: pa.Array) -> pa.Array:
    return pc.replace_substring(_words(values), " ", "")


def _words(values: pa.Array) -> pa.Array:
    return standardise.fold(standardise.without_placeholders(values))


def _names(columns: dict[str, pa.Array]) -> tuple[tuple[pa.Array, ...], np.ndarray]:
    """First, middle and last names; the full name fills what is missing.

    The last array says where first and last name came in fields of their own.
    """
    first, middle, last = (
        standardise.names(columns[f"{part}_name"]) for part in ("first", "middle", "last")
    )
    is_separate = pc.and_(pc.is_valid(first), pc.is_valid(last)).to_numpy(zero_copy_only=False)
    # Words known from the separate fields tell which end of a full name is the family name.
    full = standardise.full_names(
        columns["full_name"], *(standardise.word_counts(names) for names in (first, last, middle))
    )
    has_none = pc.and_(pc.is_null(first), pc.is_null(last))
    nothing = pa.scalar(None, pa.string())
    last = pc.coalesce(last, pc.if_else(has_none, full["last_name"], nothing))
    first = pc.coalesce(first, full["first_name"])
    middle = pc.coalesce(middle, full["middle_name"])
    is_test = pc.and_(*(pc.is_in(name, pa.array(sorted(_TEST_WORDS))) for name in (first, last)))
    is_test = pc.fill_null(is_test, False)
    first, last = (pc.if_else(is_test, nothing, name) for name in (first, last))
    return (_flat(first), _flat(middle), _flat(last)), is_separate


def _filled_names(
    first: pa.Array, middle: pa.Array, last: pa.Array, email_local: Encoded
) -> list[Encoded]:
    """First, last and middle names over one set of codes; e-mail addresses fill what is missing."""
    if not email_local.is_empty:
        local_parts = email_local.values.take(
            pa.array(email_local.codes, mask=email_local.codes < 0)
        )
        first, last = names_from_emails(first, last, local_parts)
    middles = [_word(middle, place) for place in range(MIDDLE_NAMES)]
    return encode_together(first, last, *middles)


def _signs_of_names(columns: dict[str, pa.Array]) -> tuple[np.ndarray, Encoded]:
    """Accents and Chinese characters of the names as they came."""
    written = _written_names(columns)
    accents = pc.fill_null(standardise.accents(written), 0).to_numpy()
    return accents, encode(standardise.characters(written))


def _written_names(columns: dict[str, pa.Array]) -> pa.Array:
    """The names as they came; null where all are plain ASCII."""
    parts = [columns[name] for name in ("first_name", "middle_name", "last_name")]
    has_parts = pc.or_(pc.is_valid(parts[0]), pc.is_valid(parts[2]))
    whole = pc.binary_join_element_wise(*(pc.fill_null(part, "") for part in parts), " ")
    whole = pc.if_else(has_parts, whole, columns["full_name"])
    return pc.if_else(pc.string_is_ascii(whole), pa.scalar(None, pa.string()), whole)


def _flat(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return standardise.one_array(column) if isinstance(column, pa.ChunkedArray) else column


def _word(values: pa.Array, place: int) -> pa.Array:
    pattern = "^" + r"(?:[^ ]+ )" * place + r"(?P<word>[^ ]+)"
    return pc.struct_field(pc.extract_regex(values, pattern), "word")


def _gender(values: pa.Array) -> np.ndarray:
    folded = standardise.fold(values)
    female, male = pc.is_in(folded, _FEMALE), pc.is_in(folded, _MALE)
    return pc.if_else(female, 0, pc.if_else(male, 1, -1)).to_numpy(zero_copy_only=False)
