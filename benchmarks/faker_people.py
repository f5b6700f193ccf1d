"""Labelled records of people whom Faker invents, a parquet file for each language.

    PYTHON_WITH_FAKER benchmarks/faker_people.py FOLDER PEOPLE SEED

Called by ``identity.py --faker``. Neither the names, addresses and numbers nor the errors are those
of the project's own generator: nothing here knows how that one, or identity resolution, works. A
quarter of the people live with the person before them, mostly under the same family name. Each has
one to five records; from one to the next some move house, change the number or the address of
their mail, or marry, and each value may be misspelt, shortened, upper case, without its accents
or missing. Each language knows other columns of its people.
"""

from __future__ import annotations

import random
import sys
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from faker import Faker

PLACE = ("street", "city", "postal_code")
PARTS = ("first_name", "last_name")
EVERYTHING = (*PARTS, "birth_date", "gender", "email", "phone", *PLACE)
#: Locale -> the columns that are known, and how many errors: 1 is one value in ten or so.
LANGUAGES = {
    "de_DE": ((*PARTS, "birth_date", "city", "postal_code"), 1.0),
    "el_GR": (EVERYTHING, 1.0),
    "en_GB": ((*PARTS, *PLACE), 1.0),
    "en_US": (EVERYTHING, 1.0),
    "es_ES": (("full_name", "phone", "email", "city"), 1.0),
    "ja_JP": (EVERYTHING, 1.0),
    "ko_KR": (("full_name", "birth_date", "phone", "email"), 1.0),
    "nl_NL": ((*PARTS, "email"), 1.0),
    "pl_PL": (EVERYTHING, 1.7),
    "pt_BR": ((*PARTS, *PLACE, "phone"), 1.0),
    "ru_RU": ((*PARTS, "birth_date", "phone", "city"), 1.0),
    "tr_TR": (("full_name", "birth_date", "phone"), 1.0),
}
SOURCES = ("crm", "shop", "pos")
RECORDS_EACH = ((1, 40), (2, 28), (3, 17), (4, 10), (5, 5))
_YOUNGEST, _OLDEST = date(2009, 12, 31), date(1940, 1, 1)


class Population:
    def __init__(self, locale: str, errors: float, seed: int) -> None:
        self.faker = Faker(locale)
        self.faker.seed_instance(seed)
        self.random = random.Random(f"{locale} {seed}")
        self.errors = errors

    def records(self, people: int) -> list[dict[str, str | None]]:
        """Shuffled records with the truth in ``cluster``."""
        found, neighbour = [], None
        numbers, weights = zip(*RECORDS_EACH, strict=True)
        for cluster in range(people):
            neighbour = person = self._person(neighbour)
            for _ in range(self.random.choices(numbers, weights)[0]):
                person = self._later(person)
                seen = {name: self._seen(name, value) for name, value in self._written(person)}
                source = self.random.choice(SOURCES)
                found.append({"source_system": source, "cluster": str(cluster), **seen})
        self.random.shuffle(found)
        return [{"record_id": str(number), **record} for number, record in enumerate(found)]

    def _happens(self, share: float) -> bool:
        return self.random.random() < share

    def _person(self, neighbour: dict[str, str] | None) -> dict[str, str]:
        fake, gender = self.faker, self.random.choice("mf")
        born = _OLDEST + timedelta(self.random.randrange((_YOUNGEST - _OLDEST).days))
        person = {
            "first_name": fake.first_name_male() if gender == "m" else fake.first_name_female(),
            "last_name": fake.last_name(),
            "birth_date": born.isoformat(),
            "gender": gender,
            "phone": fake.phone_number(),
            **self._place(),
        }
        if neighbour and self._happens(0.25):
            shared = [*PLACE, *(["last_name"] if self._happens(0.7) else [])]
            shared += ["phone"] if self._happens(0.4) else []
            person |= {name: neighbour[name] for name in shared}
        return person | {"email": self._address_of_mail(person)}

    def _place(self) -> dict[str, str]:
        street = self.faker.street_address().replace("\n", " ")
        return {
            "street": street,
            "city": self.faker.city(),
            "postal_code": self.faker.postcode(),
        }

    def _address_of_mail(self, person: dict[str, str]) -> str:
        name = self.random.choice(("", ".", "_")).join(person[part] for part in PARTS)
        name = _plain(name).lower().replace(" ", "") if self._happens(0.7) else ""
        year = person["birth_date"][2:4] if self._happens(0.4) else ""
        return f"{name or self.faker.user_name()}{year}@{self.faker.free_email_domain()}"

    def _later(self, person: dict[str, str]) -> dict[str, str]:
        """The person when the next record is made."""
        person = dict(person)
        if self._happens(0.15 * self.errors):
            person |= self._place()
        if self._happens(0.15 * self.errors):
            person["phone"] = self.faker.phone_number()
        if self._happens(0.15 * self.errors):
            person["email"] = self.faker.free_email()
        if person["gender"] == "f" and self._happens(0.03 * self.errors):
            person["last_name"] = self.faker.last_name()
        return person

    def _written(self, person: dict[str, str]) -> list[tuple[str, str]]:
        """The values as somebody types them who knows the person."""
        written = dict(person)
        for part in PARTS:
            if self._happens(0.08 * self.errors):
                written[part] = self._misspelt(written[part])
            if self._happens(0.10 * self.errors):
                written[part] = _plain(written[part])
        if self._happens(0.10 * self.errors):
            written["last_name"] = written["last_name"].upper()
        if self._happens(0.04 * self.errors):
            written["first_name"] = written["first_name"][:1]
        if self._happens(0.02 * self.errors):
            first, last = (written[part] for part in PARTS)
            written |= {"first_name": last, "last_name": first}
        if self._happens(0.04 * self.errors):
            written["birth_date"] = self._misread(date.fromisoformat(written["birth_date"]))
        for name, share in (("email", 0.05), ("street", 0.10)):
            if self._happens(share * self.errors):
                written[name] = self._misspelt(written[name])
        written["full_name"] = " ".join(written[part] for part in PARTS)
        return list(written.items())

    def _seen(self, name: str, value: str) -> str | None:
        share = 0.06 if name.endswith("_name") else 0.30
        return None if self._happens(share * self.errors) else value

    def _misspelt(self, text: str) -> str:
        if len(text) < 3:
            return text
        at = self.random.randrange(len(text) - 1)
        before, sign, after = text[:at], text[at], text[at + 1 :]
        letter = self.random.choice("abcdefghijklmnopqrstuvwxyz")
        swapped = before + after[0] + sign + after[1:]
        return self.random.choice(
            (swapped, before + after, before + letter + after, before + sign + sign + after)
        )

    def _misread(self, born: date) -> str:
        """Day and month swapped, or a year or ten apart."""
        if born.day <= 12 and born.day != born.month:
            return born.replace(month=born.day, day=born.month).isoformat()
        years = self.random.choice((-10, -1, 1, 10))
        return born.replace(year=born.year + years, day=min(born.day, 28)).isoformat()


def _plain(text: str) -> str:
    """Without accents, as a system writes that keeps no others."""
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    )


def main() -> None:
    folder, people, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for locale, (columns, errors) in LANGUAGES.items():
        kept = ("record_id", "source_system", "cluster", *columns)
        records = Population(locale, errors, seed).records(people)
        table = pa.table({name: pa.array([row[name] for row in records]) for name in kept})
        pq.write_table(table, folder / f"{locale}_{people}.parquet")


if __name__ == "__main__":
    main()
