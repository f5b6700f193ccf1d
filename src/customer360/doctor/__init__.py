"""What `customer360 doctor` looks at, and what to do about what it finds."""

from customer360.doctor.checkup import checkup
from customer360.doctor.finding import Finding

__all__ = ["Finding", "checkup"]
