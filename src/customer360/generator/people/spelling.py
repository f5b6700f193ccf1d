"""How one name is spelt in several alphabets, and how a key board loses its marks."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = str.maketrans({"đ": "d", "Đ": "D", "œ": "oe", "æ": "ae", "’": "'"})


def without_marks(value: str) -> str:
    """Nguyễn -> Nguyen, Élodie -> Elodie; letters without a mark stay as they are."""
    decomposed = unicodedata.normalize("NFD", value)
    # й and ё are letters of their own in Cyrillic, but ё is written е all the time.
    kept = "".join(
        char
        for position, char in enumerate(decomposed)
        if not unicodedata.combining(char)
        or (char == "\u0306" and decomposed[position - 1] in "иИ")
    )
    return unicodedata.normalize("NFC", kept).translate(_PLAIN)


#: Two habits of writing Russian in Latin letters: the passport's, and the one of chat rooms.
_PASSPORT = {
    **dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye", strict=True)),
    **{"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ь": ""},
    **{"ю": "iu", "я": "ia"},
}
_EVERYDAY = {
    **_PASSPORT,
    **{"ё": "yo", "й": "y", "х": "h", "ц": "c", "щ": "sch", "ъ": "", "ы": "y", "ю": "yu"},
    **{"я": "ya"},
}


def _romanised(value: str, letters: dict[str, str]) -> str:
    out = []
    for char in value:
        latin = letters.get(char.lower())
        if latin is None:
            out.append(char)
            continue
        out.append(latin.capitalize() if char.isupper() else latin)
    return "".join(out)


def passport_latin(value: str) -> str:
    """Юлия -> Iuliia, Щербаков -> Shcherbakov."""
    return _romanised(value, _PASSPORT)


def everyday_latin(value: str) -> str:
    """Юлия -> Yulia, Щербаков -> Scherbakov, Дмитрий -> Dmitry."""
    latin = _romanised(value, _EVERYDAY)
    return re.sub(r"(?<=[a-z])iy\b", "y", re.sub(r"iya\b", "ia", latin))


_SYLLABLE = r"([b-df-hj-np-tv-z]*[aeiou]+(?:ng|n(?![aeiou])|r(?![aeiou]))?)"


def parted_pinyin(value: str) -> str:
    """Weiqiang -> Wei Qiang; one syllable stays as it is."""
    match = re.fullmatch(_SYLLABLE * 2, value.lower())
    return " ".join(part.capitalize() for part in match.groups()) if match else value


def feminine_surname(value: str) -> str:
    """Иванов -> Иванова, Покровский -> Покровская; Шевченко has one form."""
    if value.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return value + "а"
    if value.endswith("ский") or value.endswith("цкий"):
        return value[:-2] + "ая"
    return value


def feminine_patronymic(value: str) -> str:
    """Иванович -> Ивановна, Ильич -> Ильинична, Никитич -> Никитична."""
    if value.endswith(("ович", "евич")):
        return value[:-2] + "на"
    if value == "Ильич":
        return "Ильинична"
    return value[:-1] + "чна" if value.endswith("ич") else value
