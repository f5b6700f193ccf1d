"""Writes a file beside the old one and puts it in its place in one step."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Marks what a publisher is still writing; readers ignore it, the next publisher removes it.
_UNFINISHED = ".unfinished-"


class FolderInUseError(RuntimeError):
    """Another process is publishing into the same folder."""


@contextmanager
def only_publisher(folder: Path) -> Iterator[None]:
    """Keeps other publishers out of a folder, and clears away what a killed one left there.

    The lock is the system's and ends with the process, whatever becomes of it.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderInUseError(f"another process is publishing into {folder}") from None
        for leftover in folder.glob(f"{_UNFINISHED}*"):
            leftover.unlink()
        yield
    finally:
        os.close(handle)


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A path to write to; once all is written it takes the place of ``file``, read-only.

    Where writing fails, as on a full disk, ``file`` stays as it is and nothing is left behind.
    """
    unfinished = file.with_name(_UNFINISHED + file.name)
    try:
        yield unfinished
        unfinished.chmod(0o444)
        _to_disk(unfinished)
        unfinished.replace(file)
        _to_disk(file.parent)
    except BaseException:
        for leftover in (unfinished, unfinished.with_name(unfinished.name + ".wal")):
            leftover.unlink(missing_ok=True)
        raise


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
