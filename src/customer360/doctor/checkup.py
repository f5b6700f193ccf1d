"""Everything the doctor looks at, in the order in which trouble starts."""

from __future__ import annotations

import os
from collections.abc import Iterator

from customer360.doctor.finding import Finding
from customer360.doctor.places import free_space, project_folder, variables
from customer360.doctor.versions import package_versions, python_version
from customer360.doctor.warehouse import warehouse_findings


def checkup(target: str | None = None) -> Iterator[Finding]:
    """Findings one by one, so that the reader sees each as soon as it is known."""
    yield python_version()
    yield from package_versions()
    yield from project_folder()
    yield free_space()
    yield from variables(os.environ)
    yield from warehouse_findings(target)
