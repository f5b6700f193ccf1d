"""A company of the warehouse: its first files, and what its data will and will not show."""

from customer360.company.check import CompanyCheck, check_company
from customer360.company.new import CompanyError, new_company

__all__ = ["CompanyCheck", "CompanyError", "check_company", "new_company"]
