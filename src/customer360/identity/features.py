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
from customer360.identity.identifiers import IDENTIFIERS, usable_identifier
from customer360.identity.lookups import Lookups
from customer360.identity.settings import Settings
from customer360.threads import run_all

_FEMALE = pa.array(["f", "female", "w", "weiblich", "woman", "femme", "mujer", "nu", "2"])
_MALE = pa.array(["m", "male", "maennlich", "mannlich", "man", "homme", "hombre", "nam", "1"])
MIDDLE_NAMES = 2
_WORDS = ("city", "region", "company_name", "occupation")
#: Where a phone number is at home: the record's own country before the default one.
_COUNTRIES = ("country", "default_country")
#: Two of these are a test account; one alone, or beside another word, may be a name.
_TEST_WORDS = standardise.word_set(
    "test tester testing qa account user demo dummy sample null none na unknown anonymous guest"
    " asd asdf asdfg qwe qwer qwerty zxc abc xx xxx aaa foo bar"
)
#: A year of birth in an e-mail address: of adults, not a number behind a name that was taken.
_YEAR = "(?:^|[^0-9])(?P<year>19[3-9][0-9]|200[0-9]|[3-9][0-9]|0[0-9])(?:[^0-9]|$)"
#: Digits by which a number without a calling code is recognised.
_LOCAL_DIGITS = 8
#: A number that no plan knows has as many, and nothing but the signs of numbers.
_LEAST_DIGITS = 7
_NUMBER_SIGNS = r"^[+()0-9 ./-]+$"


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
    blocked: list[tuple[str, str, int, str]]


def prepare(records: pa.Table, settings: Settings, lookups: Lookups) -> Features:
    """Standardise and code the columns of one company's records (order of rows is kept)."""
    columns = {name: standardise.one_array(records[name]) for name in records.column_names}
    (values, blocked), street, words = run_all(
        partial(_identifiers, records, settings, lookups),
        partial(standardise.addresses, columns["street"]),
        partial(_attributes, columns),
    )
    first, last, middles, is_separate = _names(columns, values["email_local"])
    skeleton = encode(standardise.name_skeletons(first.values))
    written = _written_names(columns)
    birth = standardise.birth_dates(columns["birth_date"])
    year, month, day = (pc.fill_null(birth[part], -1).to_numpy() for part in birth.column_names)
    email_year = map_codes(values["email_local"], _years(values["email_local"].values))
    birthday = np.where(year < 0, -1, month * 100 + day)
    birth_key = np.where(year < 0, -1, (year.astype(np.int32) * 100 + month) * 100 + day)
    return Features(
        count=records.num_rows,
        first=first,
        last=last,
        middles=middles,
        has_separate_names=is_separate,
        accents=pc.fill_null(standardise.accents(written), 0).to_numpy(),
        characters=encode(standardise.characters(written)),
        skeleton_of_name=skeleton.codes,
        skeletons=(map_codes(first, skeleton.codes), map_codes(last, skeleton.codes)),
        year=year,
        month=month,
        day=day,
        birth_date=_encode_numbers(birth_key),
        birthday=_encode_numbers(birthday),
        email_year=email_year,
        gender=_gender(columns["gender"]),
        street=encode(street["street_key"]),
        house_number=encode(street["house_number"]),
        source=_sources(columns["source_system"], columns["is_guest"]),
        **words,
        blocked=blocked,
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


def _names(
    columns: dict[str, pa.Array], email_local: Encoded
) -> tuple[Encoded, Encoded, tuple[Encoded, ...], np.ndarray]:
    """First, last and middle names; the full name and the e-mail address fill what is missing.

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
    if not email_local.is_empty:
        local_parts = email_local.values.take(
            pa.array(email_local.codes, mask=email_local.codes < 0)
        )
        first, last = names_from_emails(_flat(first), _flat(last), local_parts)
    middle_columns = [_word(middle, place) for place in range(MIDDLE_NAMES)]
    first, last, *middles = encode_together(*map(_flat, (first, last, *middle_columns)))
    return first, last, tuple(middles), is_separate


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


def identifier_columns(records: pa.Table, settings: Settings) -> dict[str, Encoded]:
    """Each identifier of identifiers.IDENTIFIERS in the form in which it is compared."""
    return _identifier_columns(records, settings, standardise.emails(records["email"]))


def _identifier_columns(
    records: pa.Table, settings: Settings, emails: pa.Table
) -> dict[str, Encoded]:
    columns = {name: standardise.one_array(records[name]) for name in (*IDENTIFIERS, *_COUNTRIES)}
    countries = pc.coalesce(*(columns[name] for name in _COUNTRIES))
    phones = standardise.phones(columns["phone"], countries, settings.default_country)
    texts = {
        "email": _with_misspelt_emails(columns["email"], emails),
        "phone": _with_local_numbers(columns["phone"], phones),
        **{
            name: pc.replace_substring_regex(
                pc.utf8_lower(standardise.without_placeholders(columns[name])), r"[\s./-]+", ""
            )
            for name in ("national_id", "loyalty_id", "external_customer_id")
        },
    }
    return {name: encode(texts[name]) for name in IDENTIFIERS}


def _identifiers(
    records: pa.Table, settings: Settings, lookups: Lookups
) -> tuple[dict[str, Encoded], list[tuple[str, str, int, str]]]:
    result, blocked = {}, []
    emails = standardise.emails(records["email"])
    for name, encoded in _identifier_columns(records, settings, emails).items():
        result[name], refused = usable_identifier(name, encoded, settings, lookups)
        blocked += refused
    local = standardise.one_array(emails["local_part"])
    has_email = pa.array(result["email"].codes >= 0)
    return {**result, "email_local": encode(pc.if_else(has_email, local, None))}, blocked


def _with_misspelt_emails(values: pa.Array, emails: pa.Table) -> pa.Array:
    """Also texts meant as an address: nobody can write to them, but they still compare."""
    keys = standardise.one_array(emails["email_key"])
    is_open = pc.is_null(keys)
    texts = pc.utf8_lower(standardise.without_placeholders(values.filter(is_open)))
    is_meant = pc.match_substring_regex(texts, r"^[^\s@]{3,}[@.][^\s@]{2,}$")
    meant = pc.if_else(is_meant, texts, pa.scalar(None, pa.string()))
    return pc.replace_with_mask(keys, is_open, meant)


def _with_local_numbers(values: pa.Array, phones: pa.Table) -> pa.Array:
    """Numbers that fit no plan (no calling code, of another country) meet the one that ends alike.

    Only where exactly one number of the company does. Else they meet each other by their digits,
    without leading zeros.
    """
    phone = standardise.one_array(phones["phone"])
    is_valid = standardise.one_array(phones["is_valid"])
    is_local = pc.invert(pc.fill_null(is_valid, False))
    written = values.filter(is_local)
    is_number = pc.match_substring_regex(written, _NUMBER_SIGNS)
    digits = pc.utf8_ltrim(pc.replace_substring_regex(written, "[^0-9]+", ""), "0")
    is_number = pc.and_(is_number, pc.greater_equal(pc.utf8_length(digits), _LEAST_DIGITS))
    digits = pc.if_else(is_number, digits, pa.scalar(None, pa.string()))
    ends = pc.utf8_slice_codeunits(digits, -_LOCAL_DIGITS)
    known = pc.unique(phone.filter(pc.fill_null(is_valid, False)))
    known_ends = pc.utf8_slice_codeunits(known, -_LOCAL_DIGITS)
    counts = pc.value_counts(known_ends)
    once = pc.struct_field(counts, "values").filter(pc.equal(pc.struct_field(counts, "counts"), 1))
    place = pc.index_in(pc.if_else(pc.is_in(ends, once), ends, None), known_ends)
    found = pc.coalesce(known.take(place), phone.filter(is_local), digits)
    return pc.replace_with_mask(phone, is_local, found)
