"""What somebody may have meant by a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from customer360.visible import visible

_SUGGESTIONS = 3
#: Likeness (0 to 100) from which a name is worth suggesting.
_ALIKE = 60


def nearest_names(name: str, known: Iterable[str]) -> list[str]:
    """The known names that are most like it, the likest first; none where none is near."""
    from rapidfuzz import fuzz, process

    names = sorted(known)
    starting = [one for one in names if name and one.casefold().startswith(name.casefold())]
    alike = process.extract(
        name,
        names,
        scorer=fuzz.ratio,
        processor=str.casefold,
        limit=4 * _SUGGESTIONS,
        score_cutoff=_ALIKE,
    )
    ordered = starting + [one for one, *_ in sorted(alike, key=lambda hit: (-hit[1], hit[0]))]
    return list(dict.fromkeys(ordered))


def nearest(name: str, known: Iterable[str], called: Mapping[str, str] | None = None) -> str:
    """A question "; did you mean ..." with the nearest known names, or nothing where none is near.

    ``called``: what to print for a known name.
    """
    names = nearest_names(name, known)
    printed = list(dict.fromkeys(called[one] if called else one for one in names))
    if not printed:
        return ""
    return f"; did you mean {' or '.join(map(visible, printed[:_SUGGESTIONS]))}?"
