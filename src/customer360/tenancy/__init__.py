"""Who may read which company's marts on PostgreSQL."""

from customer360.tenancy.roles import (
    PEOPLE,
    TenancyError,
    numbers_role,
    people_role,
    role_statements,
)

__all__ = ["PEOPLE", "TenancyError", "numbers_role", "people_role", "role_statements"]
