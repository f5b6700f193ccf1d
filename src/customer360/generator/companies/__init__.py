"""The companies, one module each, in the order in which they are written."""

from customer360.generator.companies import (
    daily_letter,
    dom_uyut,
    maison_lumiere,
    saigon_table,
)
from customer360.generator.profile import Company

COMPANIES: dict[str, Company] = {
    module.COMPANY.company_id: module.COMPANY
    for module in (saigon_table, dom_uyut, maison_lumiere, daily_letter)
}
