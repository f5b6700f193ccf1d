"""Phones and e-mail addresses: the numbers and accounts that people really have."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.generator.columns import TEXT, choose, join, scatter, take_text, text
from customer360.generator.people.names import RU, Names, NameTable
from customer360.generator.people.places import COUNTRIES
from customer360.generator.sampling import Sampler

#: Mobile prefixes of the national number, and how many digits follow.
_MOBILE = {
    "VN": (("90", "91", "93", "94", "96", "97", "98", "98", "86", "70", "77", "79", "33", "35",
            "36", "38", "81", "84"), 7),
    "SG": (("81", "82", "83", "85", "86", "87", "90", "91", "92", "93", "94", "96", "97", "98"), 6),
    "RU": (("903", "905", "906", "909", "910", "915", "916", "917", "919", "925", "926", "929",
            "950", "960", "962", "965", "977", "985", "999"), 7),
    "FR": (("60", "61", "62", "63", "64", "66", "67", "68", "69", "74", "75", "76", "77", "78"), 7),
    "GB": (("740", "744", "750", "753", "757", "770", "773", "777", "780", "784", "790", "796"), 7),
    "BE": (("470", "472", "474", "475", "476", "477", "484", "485", "486", "493", "496"), 6),
}  # fmt: skip
#: Ways to write a national number: prefix, lengths of the groups, separators between them.
_PHONE_STYLES: dict[str, tuple[tuple[str, tuple[int, ...], str], ...]] = {
    "VN": (("+84", (9,), ""), ("0", (9,), ""), ("0", (3, 3, 3), " "), ("0", (3, 3, 3), "."),
           ("84", (9,), ""), ("+84 ", (3, 3, 3), " "), ("(+84) ", (2, 3, 4), "-")),
    "SG": (("+65", (8,), ""), ("", (8,), ""), ("+65 ", (4, 4), " "), ("65", (8,), ""),
           ("", (4, 4), " "), ("+65-", (4, 4), "-"), ("(65) ", (8,), "")),
    "RU": (("+7", (10,), ""), ("8", (10,), ""), ("+7 ", (3, 3, 2, 2), " -"),
           ("8 ", (3, 3, 2, 2), " -"), ("7", (10,), ""), ("8-", (3, 3, 2, 2), "-"),
           ("", (10,), "")),
    "FR": (("+33", (9,), ""), ("0", (9,), ""), ("0", (1, 2, 2, 2, 2), " "),
           ("0", (1, 2, 2, 2, 2), "."), ("0033", (9,), ""), ("+33 ", (1, 2, 2, 2, 2), " "),
           ("+33 (0)", (1, 2, 2, 2, 2), " ")),
    "GB": (("+44", (10,), ""), ("0", (10,), ""), ("0", (4, 6), " "), ("0", (4, 3, 3), " "),
           ("0044", (10,), ""), ("+44 ", (4, 6), " "), ("+44 (0)", (4, 6), " ")),
    "BE": (("+32", (9,), ""), ("0", (9,), ""), ("0", (3, 2, 2, 2), " "), ("0", (3, 6), "/"),
           ("0032", (9,), ""), ("+32 ", (3, 2, 2, 2), " "), ("0", (3, 2, 2, 2), ".")),
}  # fmt: skip
STYLES = 7

_DOMAINS = {
    "VN": ("gmail.com gmail.com gmail.com gmail.com yahoo.com.vn yahoo.com outlook.com icloud.com "
           "fpt.vn viettel.vn"),
    "SG": "gmail.com gmail.com gmail.com gmail.com hotmail.com yahoo.com.sg outlook.com singnet.com.sg icloud.com live.com.sg",  # noqa: E501
    "RU": "mail.ru mail.ru mail.ru yandex.ru yandex.ru gmail.com gmail.com bk.ru list.ru inbox.ru",
    "FR": "gmail.com gmail.com gmail.com orange.fr wanadoo.fr free.fr hotmail.fr laposte.net sfr.fr yahoo.fr",  # noqa: E501
    "GB": "gmail.com gmail.com gmail.com gmail.com hotmail.co.uk btinternet.com outlook.com yahoo.co.uk icloud.com sky.com",  # noqa: E501
    "BE": "gmail.com gmail.com gmail.com gmail.com skynet.be telenet.be hotmail.com proximus.be outlook.be icloud.com",  # noqa: E501
}  # fmt: skip


@dataclass(frozen=True)
class Contacts:
    """One entry per person; phones are national digits without any prefix."""

    email: pa.Array
    second_email: pa.Array
    family_email: pa.Array  # the same for all of a household
    phone: pa.Array
    former_phone: pa.Array
    family_phone: pa.Array


def draw_contacts(
    sampler: Sampler,
    names: Names,
    *,
    block: int,
    block_count: int,
    culture: np.ndarray,
    country: np.ndarray,
    household: np.ndarray,
    given: np.ndarray,
    family: np.ndarray,
    birth_day: np.ndarray,
) -> Contacts:
    size = len(culture)
    everyday = culture == RU
    first = _plain(names.given, given, everyday)
    last = _plain(names.family, family, everyday)
    short = _plain(names.given, given, ~everyday)
    year = pa.array(_birth_year(birth_day)).cast(TEXT)
    unique = _UniqueAddresses(block, block_count)
    email = unique.claim(_local_part(sampler, first, last, year), _domain(sampler, country))
    # The second address follows another habit, often of another spelling.
    second = unique.claim(_local_part(sampler, short, last, year), _domain(sampler, country))
    heads = np.zeros(int(household.max(initial=-1)) + 1, dtype=np.int64)
    heads[household[::-1]] = np.arange(size)[::-1]
    prefix = take_text(("", "family.", "les", "nha"), _family_prefix(sampler, culture[heads]))
    local = join(prefix, last.take(pa.array(heads)), take_text(("", "home", "2", "family"),
                 sampler.below(len(heads), 4)))  # fmt: skip
    shared = unique.claim(local, _domain(sampler, country[heads]))
    own_phones = [_mobile(sampler, country) for _ in range(2)]
    family_phone = _mobile(sampler, country[heads]).take(pa.array(household))
    return Contacts(email, second, shared.take(pa.array(household)), *own_phones, family_phone)


def _plain(table: NameTable, positions: np.ndarray, everyday: np.ndarray) -> pa.Array:
    """Names as accounts spell them: small plain letters without blanks."""
    rows = pa.array(positions)
    spelt = pc.if_else(pa.array(everyday), table.variant.take(rows), table.latin.take(rows))
    return pc.replace_substring_regex(pc.utf8_lower(spelt), "[^a-z]", "")


def _birth_year(birth_day: np.ndarray) -> np.ndarray:
    return birth_day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _family_prefix(sampler: Sampler, culture: np.ndarray) -> np.ndarray:
    return np.where(sampler.chance(len(culture), 0.5), 0, np.array([3, 1, 1, 0, 2])[culture])


def _local_part(sampler: Sampler, first: pa.Array, last: pa.Array, year: pa.Array) -> pa.Array:
    size = len(first)
    initial, last_initial = (pc.utf8_slice_codeunits(part, 0, 1) for part in (first, last))
    short_year = pc.utf8_slice_codeunits(year, 2, 4)
    options = [
        join(first, ".", last),
        join(first, last),
        join(initial, ".", last),
        join(last, ".", first),
        join(first, "_", last),
        join(first, last, short_year),
        join(first, ".", last, year),
        join(first, last_initial, short_year),
        join(last, initial, short_year),
    ]
    return choose(sampler.pick(size, (24, 15, 12, 8, 7, 12, 7, 8, 7)), options)


def _domain(sampler: Sampler, country: np.ndarray) -> pa.Array:
    table = text([name for code in COUNTRIES for name in _DOMAINS[code].split()])
    return table.take(pa.array(country * 10 + sampler.below(len(country), 10)))


class _UniqueAddresses:
    """Gives every account an address of its own, as the mail provider does: by a number behind.

    Blocks do not know each other, so the numbers of one leave a place for each of the others.
    """

    def __init__(self, block: int, block_count: int) -> None:
        self._block, self._stride = block, block_count
        self._taken: dict[str, int] = defaultdict(int)

    def claim(self, local: pa.Array, domain: pa.Array) -> pa.Array:
        addresses = []
        for name, host in zip(local.to_pylist(), domain.to_pylist(), strict=True):
            # Gmail reads a.b and ab as one account, which only one person can have.
            account = name.replace(".", "") if host == "gmail.com" else name
            rank = self._taken[f"{account}@{host}"]
            self._taken[f"{account}@{host}"] = rank + 1
            suffix = rank * self._stride + self._block
            number = f"{'-' if name[-1].isdigit() else ''}{suffix}" if suffix else ""
            addresses.append(f"{name}{number}@{host}")
        return text(addresses)


def _mobile(sampler: Sampler, country: np.ndarray) -> pa.Array:
    pieces = []
    for position, code in enumerate(COUNTRIES):
        people = np.flatnonzero(country == position)
        prefixes, digits = _MOBILE[code]
        prefix = take_text(prefixes, sampler.below(len(people), len(prefixes)))
        tail = pa.array(sampler.below(len(people), 10**digits)).cast(TEXT)
        pieces.append((people, join(prefix, pc.utf8_lpad(tail, digits, "0"))))
    return scatter(len(country), pieces)


def write_phones(national: pa.Array, country: np.ndarray, style: np.ndarray) -> pa.Array:
    """National digits in the style (0 .. STYLES - 1) each row asks for."""
    pieces = []
    for position, code in enumerate(COUNTRIES):
        for number, (prefix, groups, separator) in enumerate(_PHONE_STYLES[code]):
            rows = np.flatnonzero((country == position) & (style == number))
            if len(rows):
                digits = national.take(pa.array(rows))
                pieces.append((rows, _grouped(digits, prefix, groups, separator)))
    return scatter(len(country), pieces)


def _grouped(digits: pa.Array, prefix: str, groups: tuple[int, ...], separator: str) -> pa.Array:
    parts, start = [], 0
    for length in groups:
        parts.append(pc.utf8_slice_codeunits(digits, start, start + length))
        start += length
    if separator == " -":  # +7 (916) 123-45-67
        area, *rest = parts
        return join(prefix, "(", area, ") ", join(*rest, sep="-"))
    return join(prefix, join(*parts, sep=separator) if len(parts) > 1 else parts[0])
