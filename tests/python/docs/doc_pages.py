"""The project's Markdown pages: their commands, their other blocks, and what they name."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from customer360.project import PROJECT_ROOT

PAGES = sorted(
    page
    for pattern in ("*.md", "docs/*.md", "examples/*/README.md")
    for page in PROJECT_ROOT.glob(pattern)
)
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    page: Path
    #: `sh` is what a reader types, `text` what a program says or a file tree.
    language: str
    text: str


@dataclass(frozen=True)
class Command:
    page: Path
    #: As it stands in the page, a line, or several where a quote or a backslash goes on.
    text: str

    @property
    def words(self) -> list[str]:
        """Words as the shell splits them, without comment; the program without its folder."""
        program, *rest = shlex.split(self.text, comments=True)
        return [program.rpartition("/")[2], *rest]

    def __str__(self) -> str:
        return f"{self.page.relative_to(PROJECT_ROOT)}: {self.text}"


def blocks() -> Iterator[Block]:
    for page in PAGES:
        for language, text in _FENCED.findall(page.read_text(encoding="utf-8")):
            yield Block(page, language, text)


def commands() -> Iterator[Command]:
    """Every command of every `sh` block."""
    for block in blocks():
        if block.language != "sh":
            continue
        waiting = ""
        for line in block.text.splitlines():
            waiting += line + "\n"
            if _is_whole(waiting) and waiting.strip():
                if shlex.split(waiting, comments=True):
                    yield Command(block.page, waiting.strip())
                waiting = ""
        assert not waiting.strip(), f"{block.page}: {waiting}"


def _is_whole(text: str) -> bool:
    try:
        shlex.split(text, comments=True)
    except ValueError:
        return False
    return not text.rstrip("\n").endswith("\\")


def inline_code() -> Iterator[tuple[Path, str]]:
    """What stands between backticks in running text and tables."""
    for page in PAGES:
        prose = _FENCED.sub("", page.read_text(encoding="utf-8"))
        for code in _INLINE.findall(prose):
            yield page, " ".join(code.split())


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for address in _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8"))):
            yield page, address


def anchors(page: Path) -> set[str]:
    """Names by which a link can lead to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", page.read_text(encoding="utf-8")), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
