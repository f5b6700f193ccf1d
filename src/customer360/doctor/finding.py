"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["good", "note", "bad"]


@dataclass(frozen=True)
class Finding:
    """``note`` needs attention but stops nothing; ``bad`` stops a build."""

    subject: str
    state: State
    says: str
    #: What to do about it; empty where nothing need be done.
    remedy: str = ""


def good(subject: str, says: str) -> Finding:
    return Finding(subject, "good", says)


def note(subject: str, says: str, remedy: str) -> Finding:
    return Finding(subject, "note", says, remedy)


def bad(subject: str, says: str, remedy: str) -> Finding:
    return Finding(subject, "bad", says, remedy)
