"""Keys made of the salt come with each connection of dbt and are in no query's text."""

from __future__ import annotations

import os

from customer360.privacy.salt import SUPPRESSION, read_salt

#: Before a key's name: of DuckDB's variables, and of PostgreSQL's settings (macro connection_key).
VARIABLE, SETTING = "customer360_", "customer360."

_LIBPQ_OPTIONS = "PGOPTIONS"


def connection_keys() -> dict[str, str]:
    """Hexadecimal digits by name, which do not lead back to the salt; none without a salt.

    ``pseudonym_key`` is of pseudonyms, ``erased_inner`` and ``erased_outer`` are of the hashes on
    the list of erased people. Raises SaltError where the salt is too short.
    """
    salt = read_salt(os.environ)
    if salt is None:
        return {}
    inner, outer = salt.pads(SUPPRESSION)
    return {
        "pseudonym_key": salt.key("pseudonyms").hex(),
        "erased_inner": inner.hex(),
        "erased_outer": outer.hex(),
    }


def give_keys_to_libpq() -> None:
    """Every PostgreSQL connection that this process opens from now on starts with the keys.

    As startup options they are in no statement, so also in no statement log of the server.
    """
    others = [
        option
        for option in os.environ.get(_LIBPQ_OPTIONS, "").split()
        if not option.startswith(f"--{SETTING}")
    ]
    options = [*others, *(f"--{SETTING}{name}={key}" for name, key in connection_keys().items())]
    if options:
        os.environ[_LIBPQ_OPTIONS] = " ".join(options)
    else:
        os.environ.pop(_LIBPQ_OPTIONS, None)
