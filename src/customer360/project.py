"""Where the project's own files are: the seeds that the package reads and the default database."""

from __future__ import annotations

import os
from pathlib import Path

#: The checkout this package runs from (it is installed editable); env CUSTOMER360_PROJECT moves it.
PROJECT_ROOT = Path(os.environ.get("CUSTOMER360_PROJECT") or Path(__file__).resolve().parents[2])

SEEDS = PROJECT_ROOT / "seeds"
