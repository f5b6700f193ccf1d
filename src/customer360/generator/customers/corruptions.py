"""The catalogue of what goes wrong with a value between a person and a record.

Each function changes one value, guided by one uniform draw; it knows nothing of the row.
"""

from __future__ import annotations

from customer360.generator.people.spelling import without_marks

#: Neighbours on the key board, for Latin and Cyrillic letters.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_NEIGHBOUR = {
    letter: row[position + 1 if position + 1 < len(row) else position - 1]
    for row in _ROWS
    for position, letter in enumerate(row)
}

JUNK_PHONES = ("0000000000", "1234567890", "0123456789", "9999999999", "1111111111")
_MISTYPED_DOMAINS = (
    ("gmail.com", "gmial.com"),
    ("gmail.com", "gmail.co"),
    ("hotmail.", "hotmial."),
    ("yahoo.", "yaho."),
    ("yandex.ru", "yandx.ru"),
    ("mail.ru", "mial.ru"),
    ("orange.fr", "ornage.fr"),
    ("outlook.", "outlok."),
)


def typo(value: str, draw: float) -> str:
    """One letter left out, doubled, exchanged with the next or hit beside; short values stay."""
    if len(value) < 3:
        return value
    kind, rest = divmod(draw * 4, 1)
    position = 1 + int(rest * (len(value) - 1))
    before, letter, after = value[:position], value[position], value[position + 1 :]
    if not letter.isalpha():
        return value
    if kind == 0 and len(value) > 3:
        return before + after
    if kind == 1:
        return before + letter + letter.lower() + after
    if kind == 2 and after and after[0].isalpha():
        return before + after[0] + letter + after[1:]
    return before + _NEIGHBOUR.get(without_marks(letter.lower()), letter) + after


def initial(value: str, draw: float) -> str:
    """Jean -> J. or J"""
    return value[0] + ("." if draw < 0.7 else "")


def shouted(value: str, draw: float) -> str:
    return value.upper()


def whispered(value: str, draw: float) -> str:
    return value.lower()


def padded(value: str, draw: float) -> str:
    """A blank that was typed along, in front or behind."""
    return f" {value}" if draw < 0.3 else f"{value} "


def unmarked(value: str, draw: float) -> str:
    return without_marks(value)


def mistyped_domain(value: str, draw: float) -> str:
    """anna@gmail.com -> anna@gmial.com, or a dot lost in the local part."""
    options = [wrong for right, wrong in _MISTYPED_DOMAINS if right in value]
    if options and draw < 0.6:
        wrong = options[int(draw / 0.6 * len(options))]
        right = next(right for right, other in _MISTYPED_DOMAINS if other == wrong)
        return value.replace(right, wrong)
    local, _, domain = value.partition("@")
    return f"{typo(local, draw)}@{domain}"


def plus_tag(value: str, draw: float) -> str:
    """anna@gmail.com -> anna+news@gmail.com"""
    local, _, domain = value.partition("@")
    return f"{local}+{('news', 'shop', 'promo', 'spam')[int(draw * 4)]}@{domain}"


def day_and_month_swapped(value: str, draw: float) -> str:
    """1984-03-07 -> 1984-07-03; a day over 12 cannot be taken for a month."""
    year, month, day = value.split("-")
    return f"{year}-{day}-{month}" if int(day) <= 12 else value


def placeholder_birth_date(value: str, draw: float) -> str:
    return "1900-01-01"


def wrong_birth_digit(value: str, draw: float) -> str:
    """One year or some days beside."""
    year, month, day = value.split("-")
    if draw < 0.5:
        return f"{int(year) + (1 if draw < 0.25 else -1)}-{month}-{day}"
    return f"{year}-{month}-{1 + (int(day) + int(draw * 20)) % 28:02d}"


def junk_phone(value: str, draw: float) -> str:
    return JUNK_PHONES[int(draw * len(JUNK_PHONES))]


def wrong_phone_digit(value: str, draw: float) -> str:
    """One of the last four digits wrong."""
    position = len(value) - 1 - int(draw * 4)
    if not value[position].isdigit():
        return value
    return value[:position] + str((int(value[position]) + 3) % 10) + value[position + 1 :]
