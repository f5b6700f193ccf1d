"""How else a phone number is written: what a comparison of plain text has to know beforehand.

Files are read by each country's plan of numbers while they are landed. Rows of connectors are
compared in SQL, which knows no plan, so the list of erased people holds the writings as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import phonenumbers

from customer360.landing.raw_schema import raw_table
from customer360.privacy.identifiers import Identifier, Normaliser
from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

#: The same characters stay as in the macro that puts a connector's cell into standard form.
_IGNORED = re.compile(r"[^0-9+]")
#: Fewer digits are an extension or an order number as often as anybody's phone.
_SHORTEST = 6


def compared_as(texts: Iterable[str]) -> set[Identifier]:
    """The texts as SQL compares them."""
    bare = {_IGNORED.sub("", text) for text in texts}
    return {Identifier("phone", text) for text in bare if len(text) >= _SHORTEST}


def usual_writings(warehouse: Warehouse, company_id: str, numbers: Collection[str]) -> set[str]:
    """Digits that are one of the ``numbers`` in a country of the company or its connectors."""
    own = Normaliser.of_company(warehouse, company_id)
    stated = warehouse.fetch(
        f"select distinct upper(trim(country)) from {raw_table('connectors')} "
        "where company_id = ? and country is not null order by 1",
        (company_id,),
    )
    normaliser = Normaliser((*own.countries, *(country for (country,) in stated)))
    texts = [text for number in numbers for text in _candidates(number)]
    readings = normaliser.readings("phone", texts) if texts else []
    wanted = set(numbers)
    return {text for text, forms in zip(texts, readings, strict=True) if wanted & set(forms)}


def known_writings(
    warehouse: Warehouse, company_id: str, numbers: Collection[str], schema_prefix: str = ""
) -> set[str]:
    """Every text of the company's rows that the last build read as one of the ``numbers``.

    A text that is another number in another country is left out.
    """
    schema = f"{schema_prefix}intermediate"
    if not numbers or not warehouse.table_exists(schema, "int_phones_standardised"):
        return set()
    wanted = "customer360_wanted_phones"
    warehouse.put_texts(wanted, numbers)
    is_wanted = f"phone_e164 in (select value from {wanted})"
    found = warehouse.fetch(
        f"select phone from {quoted(schema)}.int_phones_standardised where company_id = ? "
        f"group by phone having sum(case when {is_wanted} then 1 else 0 end) > 0 "
        "and count(distinct phone_e164) = 1",
        (company_id,),
    )
    return {text.strip() for (text,) in found}


def _candidates(number: str) -> list[str]:
    """+4915112345678 -> 015112345678, 15112345678, 4915112345678, 004915112345678, +490151..."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return []
    national = phonenumbers.national_significant_number(parsed)
    dialled = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    code, inside = str(parsed.country_code), _IGNORED.sub("", dialled)
    return [inside, national, code + national, f"00{code}{national}", f"+{code}{inside}"]
