"""Where the records of a customer stand in its drawing: on rings, the same on every run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

Point = tuple[float, float]

#: Radius of the inner ring, and of the outer one beyond it, where the distance between two
#: neighbours on a ring is at least one.
_SMALLEST = 1.4
_GAP = 1.3


def rings(inner: Sequence[str], outer: Mapping[str, str]) -> dict[str, Point]:
    """Positions around (0, 0) for the names of both rings; the y axis points down.

    ``inner``: names in order, clockwise from the top; a single one stands in the middle.
    ``outer``: name -> the inner name that it is tied to; it stands as near to it as there is room.
    Two neighbours are never nearer than 1.
    """
    radius = 0.0 if len(inner) == 1 else _radius(len(inner), _SMALLEST)
    angles = _even(inner)
    places = {name: _on_circle(radius, angle) for name, angle in angles.items()}
    if outer:
        beyond = _radius(len(outer), radius + _GAP)
        room = 1.0 / beyond
        places |= {
            name: _on_circle(beyond, angle) for name, angle in _spread(angles, outer, room).items()
        }
    return places


def _radius(count: int, smallest: float) -> float:
    """Of a ring on which ``count`` points can be one apart along a chord."""
    return max(smallest, 0.5 / sin(pi / count)) if count > 1 else smallest


def _even(names: Sequence[str]) -> dict[str, float]:
    return {name: 2 * pi * place / len(names) for place, name in enumerate(names)}


def _spread(angles: Mapping[str, float], outer: Mapping[str, str], room: float) -> dict[str, float]:
    """Angles near those of the inner names, at least about ``room`` apart all around."""
    ordered = sorted(outer, key=lambda name: (angles[outer[name]], name))
    if len(ordered) * room * 1.1 >= 2 * pi:
        return _even(ordered)
    placed: dict[str, float] = {}
    last = None
    for name in ordered:
        siblings = [one for one in ordered if outer[one] == outer[name]]
        offset = (siblings.index(name) - (len(siblings) - 1) / 2) * room * 1.1
        wanted = angles[outer[name]] + offset
        placed[name] = wanted if last is None else max(wanted, last + room * 1.1)
        last = placed[name]
    # The last may have been pushed past the first: then all stand evenly.
    if last - placed[ordered[0]] > 2 * pi - room * 1.1:
        return _even(ordered)
    return placed


def _on_circle(radius: float, angle: float) -> Point:
    return round(radius * sin(angle), 6), round(-radius * cos(angle), 6)
