"""`customer360 roles`: one reader per company on PostgreSQL."""

from __future__ import annotations

import click

from customer360.commands.refusal import refuse


@click.command(short_help="Make the PostgreSQL roles that read the marts.")
@click.option("--sql", "only_sql", is_flag=True, help="Print the statements, run nothing.")
@click.option("--target", type=click.Choice(["duckdb", "postgres"]), help="Which warehouse.")
def command(only_sql: bool, target: str | None) -> None:
    """Make the roles that read the marts: for each company one that sees its people, and one that
    does not.

    Needs a user that may create roles. The next dbt build grants them the marts.

    Exit codes: 0 done, 2 the roles could not be made.
    """
    from customer360.tenancy import TenancyError, role_statements
    from customer360.warehouse import ENGINE_ERRORS, WarehouseError, open_warehouse

    try:
        with open_warehouse(target) as warehouse:
            statements = role_statements(warehouse)
            if only_sql:
                click.echo(";\n".join(statements) + ";")
                return
            with warehouse.transaction():
                for statement in statements:
                    warehouse.execute(statement)
    except (TenancyError, WarehouseError, *ENGINE_ERRORS) as error:
        refuse(error)
    click.echo("The roles are there. The next dbt build grants them the marts.")
