"""The roles of a PostgreSQL warehouse: two groups of readers, and in each a role per company.

What a group may read is granted mart by mart, in the transaction that builds the mart (macro
``secure_mart``); which rows a role sees follows from ``tenancy.company_roles``. A role that is not
in that table sees no row.
"""

from __future__ import annotations

from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

#: May read every mart.
PEOPLE = "customer360_people"
#: May read what shows nobody: the pseudonymous marts, and marts about no single person.
NUMBERS = "customer360_numbers"

#: The lookup that the policies read. A role may see its own rows of it and no others.
_LOOKUP = """
create schema if not exists tenancy;
create table if not exists tenancy.company_roles (
    role_name name not null,
    company_id text not null,
    primary key (role_name, company_id)
);
alter table tenancy.company_roles enable row level security;
drop policy if exists own_rows on tenancy.company_roles;
create policy own_rows on tenancy.company_roles for select using (role_name = current_user);
grant usage on schema tenancy to public;
grant select on tenancy.company_roles to public
"""


class TenancyError(RuntimeError):
    """The roles cannot be made; the message is one sentence."""


def people_role(company_id: str) -> str:
    """The role that sees this company's people, and nothing of other companies."""
    return f"{PEOPLE}_{company_id}"


def numbers_role(company_id: str) -> str:
    """The role that sees this company's marts without its people."""
    return f"{NUMBERS}_{company_id}"


def role_statements(warehouse: Warehouse) -> list[str]:
    """The statements that make what is missing: nothing twice, nothing taken away.

    Roles cannot log in; give one to a login with ``alter role ... login password ...``, or put the
    login's own name into tenancy.company_roles and make it a member of the group.
    Raises TenancyError on a warehouse without roles.
    """
    if warehouse.dialect != "postgres":
        raise TenancyError(
            "DuckDB has no roles: customer360 publish --each gives every company a file of its own"
        )
    known = {name for (name,) in warehouse.fetch("select rolname from pg_roles")}
    companies = [
        company_id
        for (company_id,) in warehouse.fetch("select company_id from raw.companies order by 1")
    ]
    statements = [part.strip() for part in _LOOKUP.split(";")]
    for group in (PEOPLE, NUMBERS):
        if group not in known:
            statements.append(f"create role {quoted(group)} nologin")
    for company_id in companies:
        for group, role in (
            (PEOPLE, people_role(company_id)),
            (NUMBERS, numbers_role(company_id)),
        ):
            if role not in known:
                statements.append(f"create role {quoted(role)} nologin in role {quoted(group)}")
            # A company id is letters, digits and underscores: it cannot end the text.
            statements.append(
                "insert into tenancy.company_roles (role_name, company_id) "
                f"values ('{role}', '{company_id}') on conflict do nothing"
            )
    return statements
