"""Folders, files and the variables that name them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping

from customer360.dbt_plugins.demo_setting import is_demo_enabled
from customer360.doctor.finding import Finding, bad, good, note
from customer360.privacy.salt import SaltError, read_salt
from customer360.project import PROJECT_ROOT
from customer360.threads import thread_count
from customer360.warehouse.opening import TARGETS

#: Variables of the project; a misspelt one is the commonest reason for "it does not listen".
KNOWN_VARIABLES = frozenset(
    {
        *("CUSTOMER360_TARGET", "CUSTOMER360_DUCKDB", "CUSTOMER360_DEMO", "CUSTOMER360_SALT"),
        *("CUSTOMER360_SCHEMA_PREFIX", "CUSTOMER360_THREADS", "CUSTOMER360_SHARED"),
        *("CUSTOMER360_PROJECT", "CUSTOMER360_PUBLISHED"),
        # of the examples
        *("CUSTOMER360_APP_FILE", "CUSTOMER360_APP_EXPORTS", "CUSTOMER360_DAGSTER_TARGET"),
        *("CUSTOMER360_AIRFLOW_EXPORTS", "CUSTOMER360_AIRFLOW_MANIFEST"),
        "CUSTOMER360_AIRFLOW_SELECT",
    }
)
_LEAST_FREE = 2 * 1024**3


def project_folder() -> Iterator[Finding]:
    if not (PROJECT_ROOT / "dbt_project.yml").is_file():
        yield bad(
            "Project",
            f"{PROJECT_ROOT} holds no dbt_project.yml",
            "run make install in the checkout, or set CUSTOMER360_PROJECT to it",
        )
        return
    if not os.access(PROJECT_ROOT, os.W_OK):
        yield bad(
            "Project", f"{PROJECT_ROOT} cannot be written to", "dbt writes target/ and logs/ there"
        )
        return
    if "'" in str(PROJECT_ROOT):
        yield bad(
            "Project",
            f"{PROJECT_ROOT} has an apostrophe in its path",
            "move the checkout: dbt-duckdb cannot load the seeds from there",
        )
        return
    yield good("Project", str(PROJECT_ROOT))


def free_space(place=PROJECT_ROOT, least: int = _LEAST_FREE) -> Finding:
    free = shutil.disk_usage(place).free
    text = f"{free / 1024**3:.1f} GiB free"
    if free < least:
        return note("Disk", text, "a build needs about three times the size of the warehouse")
    return good("Disk", text)


def variables(environment: Mapping[str, str]) -> Iterator[Finding]:
    own = sorted(name for name in environment if name.startswith("CUSTOMER360_"))
    for name in own:
        if name not in KNOWN_VARIABLES:
            yield note("Variables", f"{name} is not a variable of the project", "see README")
    if (environment.get("CUSTOMER360_TARGET") or "duckdb") not in TARGETS:
        yield bad(
            "Variables",
            f"CUSTOMER360_TARGET is {environment['CUSTOMER360_TARGET']!r}",
            f"one of {', '.join(TARGETS)}",
        )
    try:
        is_demo_enabled(environment)
        thread_count()
        read_salt(environment)
    except (ValueError, SaltError) as error:
        yield bad("Variables", str(error), "correct it or unset it")
    told = [name for name in own if name in KNOWN_VARIABLES and "SALT" not in name]
    yield good("Variables", ", ".join(f"{n}={environment[n]}" for n in told) or "none set")
