"""The key of pseudonyms comes with the connection and is in no query's text."""

from __future__ import annotations

import os

from customer360.privacy.salt import read_salt

#: DuckDB's variable and PostgreSQL's setting of the key (macro pseudonym_key).
VARIABLE = "customer360_pseudonym_key"
SETTING = "customer360.pseudonym_key"

_LIBPQ_OPTIONS = "PGOPTIONS"


def pseudonym_key() -> str | None:
    """64 hexadecimal digits that do not lead back to the salt; None without a salt.

    Raises SaltError where the salt is too short.
    """
    salt = read_salt(os.environ)
    return salt.key("pseudonyms").hex() if salt else None


def give_key_to_libpq() -> None:
    """Every PostgreSQL connection that this process opens from now on starts with the key.

    As a startup option it is in no statement, so also in no statement log of the server.
    """
    others = [
        option
        for option in os.environ.get(_LIBPQ_OPTIONS, "").split()
        if not option.startswith(f"--{SETTING}=")
    ]
    key = pseudonym_key()
    options = [*others, f"--{SETTING}={key}"] if key else others
    if options:
        os.environ[_LIBPQ_OPTIONS] = " ".join(options)
    else:
        os.environ.pop(_LIBPQ_OPTIONS, None)
