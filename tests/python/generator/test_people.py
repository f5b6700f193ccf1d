"""The records look like those of people, and can be matched by someone who reads them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import phonenumbers
import pytest
from anyascii import anyascii
from rapidfuzz import fuzz

from customer360.generator.companies import COMPANIES, dom_uyut
from customer360.generator.people.families import NO_NAME
from customer360.generator.people.names import FEMALE, MALE, RU, names_known_to
from customer360.generator.people.population import draw_people

Records = Callable[[str], pd.DataFrame]
REAL_COMPANIES = ("saigon_table", "dom_uyut", "maison_lumiere")
STRONG = ("email", "phone", "loyalty_id", "birth_date", "external_customer_id", "street")


def column(frame: pd.DataFrame, name: str) -> pd.Series:
    return frame[name] if name in frame else pd.Series("", frame.index)


def full_names(frame: pd.DataFrame) -> pd.Series:
    parts = column(frame, "first_name") + " " + column(frame, "last_name")
    full = column(frame, "full_name")
    return full.where(full != "", parts).str.strip()


def scripts(frame: pd.DataFrame) -> pd.DataFrame:
    names = full_names(frame)
    return pd.DataFrame(
        {
            "cyrillic": names.str.contains("[а-яё]", case=False),
            "hanzi": names.str.contains("[一-鿿]"),
            "vietnamese": names.str.contains("[ăđơưạảấầẩậắặẹẽếềểễệịọốồổộớờợụứừữự]", case=False),
            "french": names.str.contains("[éèêëçïôûÿ]", case=False),
            "latin": names.str.contains("[a-z]", case=False),
        }
    )  # fmt: skip


def test_each_company_writes_names_its_own_way(records: Records) -> None:
    saigon, dom, maison = (scripts(records(company)).mean() for company in REAL_COMPANIES)
    assert saigon["vietnamese"] > 0.15 and saigon["hanzi"] > 0.02 and saigon["cyrillic"] == 0
    assert dom["cyrillic"] > 0.6 and dom["latin"] > 0.1
    assert maison["french"] > 0.1 and maison["latin"] > 0.8 and maison["hanzi"] == 0


def test_the_erp_writes_surname_name_patronymic(records: Records) -> None:
    erp = records("dom_uyut").query("source_system == 'erp' and not person_id.str.contains('test')")
    three = erp["full_name"].str.split().str.len() == 3
    assert three.mean() > 0.6
    patronymic = erp.loc[three, "full_name"].str.contains("(?:вич|вна|ична|ич)(?: |$)", case=False)
    assert patronymic.mean() > 0.85


def test_family_name_first_and_last_both_occur(records: Records) -> None:
    names = full_names(records("saigon_table").query("source_system == 'pos'")).map(anyascii)
    assert names.str.contains("^nguyen ", case=False).sum() > 5
    assert names.str.contains(" nguyen$", case=False).sum() > 2


@pytest.mark.parametrize(("company", "country"), [
    ("saigon_table", "VN"), ("dom_uyut", "RU"), ("maison_lumiere", "FR"),
])  # fmt: skip
def test_phones_are_local_numbers_in_many_spellings(
    records: Records, company: str, country: str
) -> None:
    phones = column(records(company), "phone")
    phones = phones[phones != ""]
    foreign = phones[~phones.str.contains(r"\+|^00|^65|^\(")]
    valid = [
        phonenumbers.is_possible_number(phonenumbers.parse(phone, country)) for phone in foreign
    ]
    assert np.mean(valid) > 0.8
    shapes = phones.str.replace(r"\d", "9", regex=True).value_counts()
    assert (shapes > 3).sum() >= 5


def test_most_people_are_known_to_several_systems(records: Records) -> None:
    systems = pd.concat(
        [records(company).groupby("person_id")["source_system"].agg(["nunique", "size"])
         for company in REAL_COMPANIES]
    )  # fmt: skip
    systems = systems[~systems.index.str.contains("test")]
    assert 0.5 < (systems["nunique"] > 1).mean() < 0.75
    assert 1.9 < systems["size"].mean() < 2.5


def evidence(frame: pd.DataFrame) -> tuple[int, int, int]:
    """Records with siblings; of these without a shared value; and without anything in common."""
    frame = frame.assign(
        email=column(frame, "email")
        .str.strip()
        .str.lower()
        .str.replace(r"\+\w+@", "@", regex=True),
        phone=column(frame, "phone").str.replace(r"\D", "", regex=True).str[-8:],
        name=full_names(frame).map(anyascii).str.lower(),
        **{name: column(frame, name) for name in STRONG[2:]},
    )
    total = without_value = without_anything = 0
    for _, group in frame.groupby("person_id"):
        rows = group.to_dict("records")
        for row in rows if len(rows) > 1 else []:
            others = [other for other in rows if other is not row]
            shares = any(row[c] and row[c] == other[c] for other in others for c in STRONG)
            resembles = any(
                fuzz.token_set_ratio(row["name"], other["name"]) >= 80
                or any(part in other["email"] for part in row["name"].split() if len(part) > 3)
                or any(part in row["email"] for part in other["name"].split() if len(part) > 3)
                for other in others
            )
            total += 1
            without_value += not shares
            without_anything += not shares and not resembles
    return total, without_value, without_anything


def test_nearly_every_record_can_be_matched(records: Records) -> None:
    counts = np.sum([evidence(records(company)) for company in COMPANIES], axis=0)
    total, without_value, without_anything = counts
    assert total > 1_000
    assert 0.02 < without_value / total < 0.2, "neither trivial nor hopeless"
    assert without_anything / total < 0.05


def test_a_second_sign_up_is_the_same_address_written_differently(records: Records) -> None:
    letter = records("daily_letter")
    twice = letter[letter.duplicated("person_id", keep=False)]
    assert len(twice) > 4
    assert (twice["email"].groupby(twice["person_id"]).nunique() > 1).mean() > 0.8
    plain = twice["email"].str.strip().str.lower().str.replace(r"\+\w+@", "@", regex=True)
    assert (plain.groupby(twice["person_id"]).nunique() == 1).mean() > 0.8


def test_unknown_people_do_not_share_an_address(records: Records) -> None:
    """One account is one person's, or a family's, or junk: never two strangers'."""
    for company in REAL_COMPANIES:
        frame = records(company).query("email != ''")
        emails = frame["email"].str.strip().str.lower()
        owners = frame["person_id"].groupby(emails).nunique()
        assert (owners > 1).mean() < 0.03
        assert owners.max() < 20


def test_junk_values_are_there_and_shared_by_strangers(records: Records) -> None:
    frame = pd.concat([records(company) for company in REAL_COMPANIES])
    assert (frame["phone"].isin(["0000000000", "1234567890"])).sum() >= 3
    assert frame["email"].str.contains("(?i)khong|no-?reply|test@|pasdemail|net@net").sum() >= 5
    assert (frame["birth_date"] == "1900-01-01").sum() >= 3
    testers = frame[frame["person_id"].str.contains("test")]
    assert len(testers) >= 6 and testers["person_id"].is_unique


@pytest.fixture(scope="module")
def russians():
    return draw_people(5, "dom_uyut", 0, 1, 4_000, names_known_to(4_000), dom_uyut.COMPANY.mix, 1)


def test_families_share_name_home_and_father(russians) -> None:
    people, names = russians, russians.names
    head = np.flatnonzero(people.role == 0)[people.household]
    children = np.flatnonzero(people.role >= 2)
    masculine = people.family - np.where(people.gender == FEMALE, names.feminine_shift, 0)
    assert len(children) > 200
    assert (masculine[children] == masculine[head][children]).all()
    assert (people.home.house[children] == people.home.house[head][children]).all()
    sons = children[(people.gender[children] == MALE) & (people.gender[head][children] == MALE)]
    fathers = names.given.native.take(people.given[head][sons]).to_pylist()
    patronymics = names.middle.native.take(people.middle[sons]).to_pylist()
    assert len(sons) > 50
    assert all(name[:2] == father[:2] for father, name in zip(fathers, patronymics, strict=True)
               if father not in ("Лев", "Пётр"))  # fmt: skip
    older = people.birth_day[children] - people.birth_day[head][children]
    assert (older > 20 * 365).mean() > 0.95


def test_brothers_and_sisters_have_names_of_their_own(russians) -> None:
    people = russians
    pairs = pd.DataFrame({"home": people.household, "given": people.given})
    assert not pairs.duplicated().any()
    births = pd.DataFrame({"home": people.household, "birth": people.birth_day})
    assert births.duplicated().sum() >= 5, "there are twins"


def test_a_patronymic_and_a_surname_have_a_gender(russians) -> None:
    names, women = russians.names, russians.gender == FEMALE
    surnames = np.array(names.family.native.take(russians.family).to_pylist())
    endings = ("ова", "ева", "ёва", "ина", "ына", "ая")
    inflected = pd.Series(surnames).str.endswith(endings).to_numpy()
    assert inflected[women].mean() > 0.9 and not inflected[~women].any()
    patronymics = names.middle.native.take(russians.middle[women]).to_pylist()
    assert all(name.endswith("на") for name in patronymics)
    assert (russians.culture == RU).all() and (russians.middle != NO_NAME).all()
