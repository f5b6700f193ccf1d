"""Finds any of many texts in a lot of bytes: the way a suspicious reader would look at a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

#: Bytes of a text that are compared at every place at once.
WINDOW = 6
_CHUNK = 4 << 20
_TABLE_BITS = 20
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


class Needles:
    """Texts to look for, letter case of ASCII ignored; shorter ones than WINDOW are left out."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_window: dict[int, list[tuple[bytes, int]]] = defaultdict(list)
        self.longest = 0
        for text in sorted(set(texts)):
            needle = text.encode().lower()
            if len(needle) < WINDOW:
                continue
            # Addresses differ at their start, numbers and keys at their end.
            shift = 0 if b"@" in needle else len(needle) - WINDOW
            key = int.from_bytes(needle[shift : shift + WINDOW], "little")
            self._by_window[key].append((needle, shift))
            self.longest = max(self.longest, len(needle))
        self._keys = np.array(sorted(self._by_window), dtype=np.uint64)
        self._maybe = np.zeros(1 << _TABLE_BITS, dtype=bool)
        self._maybe[_slot(self._keys)] = True

    def __bool__(self) -> bool:
        return bool(self._by_window)

    def find(self, haystack: bytes) -> Iterator[tuple[int, bytes]]:
        """(offset, text as lower-case bytes) of every occurrence."""
        if not self:
            return
        for start in range(0, len(haystack), _CHUNK):
            # A text that begins in this chunk may end in the next.
            part = haystack[max(start - self.longest, 0) : start + _CHUNK + self.longest].lower()
            first = start - max(start - self.longest, 0)
            for place, needle in self._find_in_part(part):
                if first <= place < first + _CHUNK:
                    yield start - first + place, needle

    def _find_in_part(self, part: bytes) -> Iterator[tuple[int, bytes]]:
        if len(part) < WINDOW:
            return
        data = np.frombuffer(part, dtype=np.uint8)
        count = len(data) - WINDOW + 1
        windows = np.zeros(count, dtype=np.uint64)
        for place in range(WINDOW):
            windows |= data[place : place + count].astype(np.uint64) << np.uint64(8 * place)
        places = np.flatnonzero(self._maybe[_slot(windows)])
        found = np.searchsorted(self._keys, windows[places])
        found[found == len(self._keys)] = 0
        for place in places[self._keys[found] == windows[places]].tolist():
            for needle, shift in self._by_window[int(windows[place])]:
                begin = place - shift
                if begin >= 0 and part.startswith(needle, begin):
                    yield begin, needle


def _slot(keys: np.ndarray) -> np.ndarray:
    return (keys * _SPREAD) >> np.uint64(64 - _TABLE_BITS)
