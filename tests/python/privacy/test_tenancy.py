"""PostgreSQL: a company's role reads its own rows of every mart, whatever dbt does to the table."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import psycopg2
import pytest
from click.testing import CliRunner
from dbt_project import DbtProject, failures
from held_others import check_that_others_are_held
from postgres_server import connect
from whole_build import Build

from customer360.commands.roles import command as roles_command
from customer360.privacy.columns import PERSONAL_COLUMNS
from customer360.project import PROJECT_ROOT
from customer360.tenancy import numbers_role, people_role
from customer360.tenancy.roles import NUMBERS, PEOPLE
from customer360.warehouse import open_warehouse

COMPANIES = ("dom_uyut", "saigon_table")
MODELS = list((PROJECT_ROOT / "models" / "marts_pseudonymous").glob("*.sql"))
#: Reads with the rights of the readers, but no row of tenancy.company_roles names it.
STRANGER = f"stranger_{secrets.token_hex(4)}"
#: Makes the marts; may not make roles and is no superuser.
BUILDER = f"builder_{secrets.token_hex(4)}"


class Tenants:
    """A warehouse of two companies that a plain user built, and its roles."""

    def __init__(self, admin: dict[str, str], build: Build) -> None:
        self.admin = admin
        self.build = build

    @contextmanager
    def as_role(self, role: str | None = None) -> Iterator[psycopg2.extensions.cursor]:
        connection = connect(self.admin)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                if role:
                    cursor.execute(f'set role "{role}"')
                yield cursor
        finally:
            connection.close()

    def marts(self) -> list[str]:
        with self.as_role() as cursor:
            cursor.execute(
                "select format('%I.%I', schemaname, tablename) from pg_tables"
                " where schemaname = 'marts' order by 1"
            )
            return [name for (name,) in cursor.fetchall()]

    def rows_by_company(self, mart: str, role: str | None = None) -> dict[str, int]:
        with self.as_role(role) as cursor:
            cursor.execute(f"select company_id, count(*) from {mart} group by 1")
            return dict(cursor.fetchall())


@pytest.fixture(scope="module")
def tenants(new_build, small_root: Path) -> Iterator[Tenants]:
    made = new_build("postgres")
    admin = {name: value for name, value in made.project.environment.items() if name[:2] == "PG"}
    password = secrets.token_hex(8)
    tenants = Tenants(admin, _as_builder(made, password))
    with tenants.as_role() as cursor:
        cursor.execute(f"create role {BUILDER} login password '{password}'")
        cursor.execute(f"alter database {admin['PGDATABASE']} owner to {BUILDER}")
        cursor.execute("select rolname from pg_roles")
        before = {name for (name,) in cursor.fetchall()}
    tenants.build.land(small_root)
    tenants.build.make_marts()
    assert _unsecured(tenants) == []
    with patch.dict(os.environ, made.project.environment):
        made_roles = CliRunner().invoke(roles_command, ["--target", "postgres"])
    assert made_roles.exit_code == 0, made_roles.output
    with tenants.as_role() as cursor:
        cursor.execute(f"create role {STRANGER} in role {PEOPLE}")
    # Every table is swapped for a new one.
    with patch.dict(os.environ, {"CUSTOMER360_SALT": "a salt of tests, long enough"}):
        tenants.build.project.must_run(
            "run", "--select", "marts", "marts_pseudonymous", target="postgres"
        )
    yield tenants
    _drop_roles(tenants, before)


def _as_builder(made: Build, password: str) -> Build:
    environment = {**made.project.environment, "PGUSER": BUILDER, "PGPASSWORD": password}
    return Build(DbtProject(made.project.root, made.project.work, environment), made.target)


def _drop_roles(tenants: Tenants, before: set[str]) -> None:
    with tenants.as_role() as cursor:
        cursor.execute(f"alter database {tenants.admin['PGDATABASE']} owner to current_user")
        cursor.execute("select rolname from pg_roles")
        made = {name for (name,) in cursor.fetchall()} - before
        for role in [*sorted(made), BUILDER]:
            cursor.execute(f'drop owned by "{role}" cascade')
            cursor.execute(f'drop role "{role}"')


def _unsecured(tenants: Tenants) -> list[str]:
    """Marts without row-level security, or not forced upon their owner."""
    with tenants.as_role() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'marts'::regnamespace"
            " and relkind in ('r', 'v', 'm', 'p')"
            " and not (relrowsecurity and relforcerowsecurity)"
        )
        return [name for (name,) in cursor.fetchall()]


def _assert_tenants_are_apart(tenants: Tenants) -> None:
    for mart in tenants.marts():
        everything = tenants.rows_by_company(mart)
        for company in COMPANIES:
            own = {name: count for name, count in everything.items() if name == company}
            assert tenants.rows_by_company(mart, people_role(company)) == own, mart
        assert tenants.rows_by_company(mart, STRANGER) == {}, mart


def test_every_role_reads_its_own_company_and_no_role_reads_nothing(tenants: Tenants) -> None:
    assert set(tenants.rows_by_company("marts.dim_customers")) == set(COMPANIES)
    _assert_tenants_are_apart(tenants)


def test_rows_stay_apart_after_a_full_refresh(tenants: Tenants) -> None:
    tenants.build.project.must_run("run", "--select", "marts", "--full-refresh", target="postgres")
    assert _unsecured(tenants) == []
    _assert_tenants_are_apart(tenants)


def test_the_owner_is_no_reader(tenants: Tenants) -> None:
    with tenants.as_role() as cursor:
        cursor.execute("select distinct tableowner from pg_tables where schemaname = 'marts'")
        assert cursor.fetchall() == [(BUILDER,)]
        for group in (PEOPLE, NUMBERS):
            cursor.execute("select pg_has_role(%s, %s, 'member')", (group, BUILDER))
            assert cursor.fetchall() == [(False,)]


def test_a_role_for_numbers_reads_nothing_about_people(tenants: Tenants) -> None:
    role = numbers_role("dom_uyut")
    for people in ("dim_customers", "bridge_customer_identifiers", "fct_touches", "rejected_rows"):
        with tenants.as_role(role) as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(f"select 1 from marts.{people}")
    assert set(tenants.rows_by_company("marts.fct_quality_results", role)) == {"dom_uyut"}


def test_a_role_for_numbers_reads_pseudonyms_of_its_company(tenants: Tenants) -> None:
    role = numbers_role("dom_uyut")
    everything = tenants.rows_by_company("marts.dim_customers")
    own = {"dom_uyut": everything["dom_uyut"]}
    assert tenants.rows_by_company("marts_pseudonymous.dim_customers", role) == own
    with tenants.as_role(role) as cursor:
        cursor.execute("select * from marts_pseudonymous.dim_customers")
        assert not PERSONAL_COLUMNS & {column.name for column in cursor.description}
        cursor.execute("select customer_id from marts_pseudonymous.dim_customers")
        hashed = {customer for (customer,) in cursor.fetchall()}
    with tenants.as_role() as cursor:
        cursor.execute("select customer_id from marts.dim_customers")
        assert not hashed & {customer for (customer,) in cursor.fetchall()}
        cursor.execute(
            "select count(*) from pg_class where relrowsecurity and relforcerowsecurity"
            " and relnamespace = 'marts_pseudonymous'::regnamespace and relkind = 'r'"
        )
        assert cursor.fetchone() == (len(MODELS),)
        # The role may read no column that is personal, wherever it is.
        cursor.execute(
            "select table_schema, table_name, column_name from information_schema.columns"
            " where column_name = any(%s) and table_schema like 'marts%%'"
            " and has_column_privilege(%s, format('%%I.%%I', table_schema, table_name),"
            " column_name, 'select')",
            (sorted(PERSONAL_COLUMNS), role),
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize(
    "statement",
    [
        "select * from raw.customers",
        "select * from staging.stg_landing__customers",
        "select * from intermediate.int_identity_records",
        "delete from marts.dim_customers",
        "update marts.dim_customers set email = null",
        "alter table marts.dim_customers disable row level security",
        "drop policy readers_company on marts.dim_customers",
        "insert into tenancy.company_roles values (current_user, 'saigon_table')",
        "set role {builder}",
        f"set role {PEOPLE}_saigon_table",
        "create table marts.mine (id integer)",
    ],
)
def test_a_reader_can_do_nothing_but_read_marts(tenants: Tenants, statement: str) -> None:
    connection = connect(tenants.admin)
    try:
        with connection.cursor() as cursor:
            # Unlike "set role", this leaves no way back to the superuser.
            cursor.execute(f"set session authorization {people_role('dom_uyut')}")
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                # The builder's name is drawn anew, so it is no part of a test's name.
                cursor.execute(statement.replace("{builder}", BUILDER))
    finally:
        connection.close()


def test_a_session_variable_opens_nothing(tenants: Tenants) -> None:
    with tenants.as_role(people_role("dom_uyut")) as cursor:
        for name in ("app.company", "app.company_id", "customer360.company_id"):
            cursor.execute("select set_config(%s, 'saigon_table', false)", (name,))
        cursor.execute("select distinct company_id from marts.dim_customers")
        assert cursor.fetchall() == [("dom_uyut",)]


def test_a_mart_that_cannot_be_secured_is_not_swapped_in(tenants: Tenants) -> None:
    before = tenants.rows_by_company("marts.dim_households")
    with tenants.as_role() as cursor:
        cursor.execute("alter table tenancy.company_roles rename column company_id to company")
    try:
        result = tenants.build.project.run("run", "--select", "dim_households", target="postgres")
    finally:
        with tenants.as_role() as cursor:
            cursor.execute("alter table tenancy.company_roles rename column company to company_id")
    assert not result.success
    assert _unsecured(tenants) == []
    assert tenants.rows_by_company("marts.dim_households") == before
    own = {"dom_uyut": before["dom_uyut"]}
    assert tenants.rows_by_company("marts.dim_households", people_role("dom_uyut")) == own


def test_a_second_build_at_the_same_time_ends_at_once(tenants: Tenants) -> None:
    before = {mart: tenants.rows_by_company(mart) for mart in tenants.marts()}
    with (
        patch.dict(os.environ, tenants.admin),
        open_warehouse("postgres") as first,
        first.only_one("build of public"),
    ):
        second = tenants.build.project.run("run", target="postgres")
    assert not second.success
    assert "another process is at the same task" in failures(second)
    assert {mart: tenants.rows_by_company(mart) for mart in tenants.marts()} == before


def test_others_whom_an_erasure_would_move_are_held(tenants: Tenants) -> None:
    check_that_others_are_held(tenants.build, "dom_uyut")


def test_the_statements_can_be_printed_for_an_administrator(tenants: Tenants) -> None:
    with patch.dict(os.environ, tenants.admin):
        result = CliRunner().invoke(roles_command, ["--sql", "--target", "postgres"])
    assert result.exit_code == 0
    # All roles are there, so nothing is left but what does no harm twice.
    assert "create role" not in result.output
    assert "tenancy.company_roles" in result.output


def test_duckdb_has_no_roles(tmp_path: Path) -> None:
    place = {"CUSTOMER360_DUCKDB": str(tmp_path / "empty.duckdb")}
    with patch.dict(os.environ, place):
        result = CliRunner().invoke(roles_command, ["--target", "duckdb"])
    assert result.exit_code == 2
    assert "publish --each" in result.output
