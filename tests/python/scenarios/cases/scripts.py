"""One name in several scripts, and one text in several encodings."""

from __future__ import annotations

import unicodedata

from scenario import Day, Scenario, record

_WEI = {"birth_date": "1988-11-30", "city": "Chengdu"}
_ALEKSANDR = {"birth_date": "1975-04-09"}
_HAI = {"birth_date": "1992-06-14"}
_HOME = {
    "phone": "+74951234067",
    "street": "улица Лесная 14",
    "city": "Тверь",
    "postal_code": "170001",
    "country": "RU",
}


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _full_width(text: str) -> str:
    """ASCII letters, digits and signs as wide as a Chinese character."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


SCENARIOS = (
    Scenario(
        "three_alphabets",
        "王伟, Wang Wei and Wei Wang; Александр and Aleksandr; Nguyễn and Nguyen, a system a day.",
        "The script of a name is no difference between people.",
        (
            Day(
                rows=(
                    record("wei", full_name="王伟", **_WEI),
                    record("sasha", first_name="Александр", last_name="Соколов", **_ALEKSANDR),
                    record("hai", first_name="Hải", last_name="Nguyễn", **_HAI),
                ),
                customers=("wei", "sasha", "hai"),
                changes=("created hai", "created sasha", "created wei"),
            ),
            Day(
                rows=(
                    record("shop|wei", full_name="Wang Wei", **_WEI),
                    record("shop|sasha", first_name="Aleksandr", last_name="Sokolov", **_ALEKSANDR),
                    record("shop|hai", first_name="Hai", last_name="Nguyen", **_HAI),
                ),
                customers=("wei shop|wei", "sasha shop|sasha", "hai shop|hai"),
                changes=(),
            ),
            Day(
                rows=(record("web|wei", first_name="Wei", last_name="Wang", **_WEI),),
                customers=("wei shop|wei web|wei", "sasha shop|sasha", "hai shop|hai"),
                changes=(),
            ),
        ),
    ),
    Scenario(
        "namesakes_in_two_alphabets",
        "王伟 and Wang Wei live in one town and were born ten years apart.",
        "Transliteration makes no namesakes one.",
        (
            Day(
                rows=(
                    record("a", full_name="王伟", **_WEI),
                    record("b", full_name="Wang Wei", birth_date="1978-02-03", city="Chengdu"),
                ),
                customers=("a", "b"),
            ),
        ),
    ),
    Scenario(
        "family_name_by_gender",
        "Александр Соколов and Мария Соколова share a phone number and an address.",
        "Two people of one family, whose name has two forms.",
        (
            Day(
                rows=(
                    record("a", first_name="Александр", last_name="Соколов", **_HOME),
                    record("b", first_name="Мария", last_name="Соколова", **_HOME),
                ),
                customers=("a", "b"),
                households=("a b",),
            ),
        ),
    ),
    Scenario(
        "normal_forms",
        "A name composed and decomposed, a name and a phone number in full width.",
        "How a text is encoded is no difference between people.",
        (
            Day(
                rows=(
                    record("a", first_name="Zoë", last_name="Núñez", birth_date="1984-03-17"),
                    record(
                        "b",
                        first_name=_decomposed("Zoë"),
                        last_name=_decomposed("Núñez"),
                        birth_date="1984-03-17",
                    ),
                    record("c", first_name="Kenji", last_name="Tanaka", phone="+81312345670"),
                    record(
                        "d",
                        first_name=_full_width("Kenji"),
                        last_name=_full_width("Tanaka"),
                        phone=_full_width("+81312345670"),
                    ),
                ),
                customers=("a b", "c d"),
                leads_to={"phone:+81312345670": "c"},
            ),
        ),
    ),
    Scenario(
        "odd_signs",
        "Turkish İ, an emoji in a name, Arabic and Hebrew names, all on people of their own.",
        "No sign stops a build, and equal texts are equal people.",
        (
            Day(
                rows=(
                    record("a", first_name="İpek", last_name="Yılmaz", birth_date="1991-01-08"),
                    record("b", first_name="İpek", last_name="Yılmaz", birth_date="1991-01-08"),
                    record("c", first_name="Ana 🌷", last_name="Souza", email="ana@mail.example"),
                    record("d", full_name="محمد الأحمد", birth_date="1970-10-10"),
                    record("e", full_name="דוד כהן", birth_date="1966-06-06"),
                ),
                customers=("a b", "c", "d", "e"),
            ),
        ),
    ),
)
