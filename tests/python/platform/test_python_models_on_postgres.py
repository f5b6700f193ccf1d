"""The same Python model files give the same tables on DuckDB and on PostgreSQL."""

from __future__ import annotations

import pytest
from dbt_project import failures

TARGETS = ("duckdb", "postgres")

_SEED = """id,name,empty,phone
1,"Zoë ""Q"" 😀, x",,+849
2,"two
lines",x,007
3,\\N,"",1
"""

_FILES = {
    "seeds/people.csv": _SEED,
    "seeds/people.yml": "seeds: [{name: people, config: {column_types: "
    "{name: text, empty: text, phone: text}}}]\n",
    "models/typed.sql": """
{{ config(materialized="table") }}
select
    1 as id,
    cast(2 as smallint) as small,
    cast(3 as bigint) as big,
    cast(1.25 as numeric(18, 4)) as money,
    cast(0.1 as double precision) + cast(0.2 as double precision) as number,
    cast(true as boolean) as flag,
    date '2024-02-29' as day,
    timestamp '2024-02-29 12:34:56.123456' as instant,
    cast('2024-02-29 12:34:56+02' as timestamp with time zone) as instant_somewhere,
    cast('-infinity' as timestamp) as before_all,
    cast('00000000-0000-0000-0000-000000000001' as uuid) as uid,
    cast('{"a": [1, "é"]}' as {{ "json" if target.type == "duckdb" else "jsonb" }}) as document,
    '' as empty,
    cast(null as text) as nothing,
    '\\N' as backslash,
    'a' || chr(13) || chr(10) || '"b", 😀' as lines
""",
    "python_models/as_relation.py": """
def model(dbt, session):
    dbt.config(materialized="table")
    return dbt.ref("typed")
""",
    "python_models/as_arrow.py": """
def model(dbt, session):
    dbt.config(materialized="table")
    return dbt.ref("typed").to_arrow_table()
""",
    "python_models/as_reader.py": """
def model(dbt, session):
    dbt.config(materialized="table")
    return dbt.ref("people").to_arrow_reader(1)
""",
    "python_models/as_pandas.py": """
def model(dbt, session):
    dbt.config(materialized="table")
    return dbt.ref("people").df()
""",
    "python_models/without_rows.py": """
def model(dbt, session):
    dbt.config(materialized="table")
    return dbt.ref("typed").filter("id > 5")
""",
    "python_models/one_column.py": """
def model(dbt, session):
    dbt.config(materialized="table")
    return session.sql("select unnest([null, '', '\\\\N', null]) as only")
""",
    "python_models/by_session.py": """
def model(dbt, session):
    dbt.config(materialized="table", greeting="hello")
    people = dbt.ref("people")
    greeting = dbt.config.get("greeting")
    return session.sql(f"select id, '{greeting}' as greeting from people")
""",
    "python_models/grown.py": """
def model(dbt, session):
    dbt.config(materialized="incremental", unique_key="id")
    people = dbt.ref("people")
    if not dbt.is_incremental:
        return people.project("id, 0 as run")
    runs = session.table(str(dbt.this)).aggregate("max(run) + 1 as run").fetchall()[0][0]
    return session.sql(f"select 1 as id, {runs} as run union all select 100 + {runs}, {runs}")
""",
    "models/after_python.sql": "select count(*) as row_count from {{ ref('as_relation') }}\n",
}


@pytest.fixture(scope="module")
def scratch(make_scratch):
    scratch = make_scratch(_FILES)
    for target in TARGETS:
        scratch.dbt.must_run("build", target=target)
    return scratch


def _table(scratch, target, name, order="1"):
    schema = scratch.dbt.environment["CUSTOMER360_SCHEMA_PREFIX"] + "marts"
    return scratch.fetch(target, f"select * from {schema}.{name} order by {order}")


@pytest.mark.parametrize("name", ["as_relation", "as_arrow"])
def test_every_value_returns_as_it_went(scratch, name):
    # By Arrow a document comes back as the same text, without being JSON.
    query = "select to_jsonb(t) || jsonb_build_object('document', document::text) from {}.{} as t"
    schema = scratch.dbt.environment["CUSTOMER360_SCHEMA_PREFIX"] + "marts"
    went = scratch.fetch("postgres", query.format(schema, "typed"))
    assert scratch.fetch("postgres", query.format(schema, name)) == went


def test_what_is_set_for_a_role_changes_no_value(scratch, monkeypatch):
    odd = {"extra_float_digits": 0, "client_encoding": "LATIN1", "standard_conforming_strings": 0}
    with monkeypatch.context() as role:
        role.setenv("PGOPTIONS", " ".join(f"-c {name}={value}" for name, value in odd.items()))
        scratch.dbt.must_run("run", "--select", "typed+", "people+", target="postgres")
    test_every_value_returns_as_it_went(scratch, "as_relation")
    test_both_warehouses_agree(scratch, "as_pandas")


def test_column_types_return_as_they_went(scratch):
    schema = scratch.dbt.environment["CUSTOMER360_SCHEMA_PREFIX"] + "marts"
    types = (
        "select column_name, data_type, numeric_precision, numeric_scale"
        f" from information_schema.columns where table_schema = '{schema}'"
        " and table_name = '{}' order by ordinal_position"
    )
    went = scratch.fetch("postgres", types.format("typed"))
    assert scratch.fetch("postgres", types.format("as_relation")) == went


@pytest.mark.parametrize("name", ["as_pandas", "as_reader", "by_session", "after_python"])
def test_both_warehouses_agree(scratch, name):
    rows = _table(scratch, "duckdb", name)
    assert rows
    assert _table(scratch, "postgres", name) == rows


@pytest.mark.parametrize("target", TARGETS)
def test_null_empty_and_backslash_stay_apart(scratch, target):
    found = [only for (only,) in _table(scratch, target, "one_column")]
    assert sorted(found, key=repr) == sorted([None, "", "\\N", None], key=repr)


@pytest.mark.parametrize("target", TARGETS)
def test_a_model_without_rows_is_an_empty_table(scratch, target):
    assert _table(scratch, target, "without_rows") == []


@pytest.mark.parametrize("target", TARGETS)
def test_incremental_models_see_their_table(scratch, target):
    scratch.dbt.must_run("run", "--select", "grown", "--full-refresh", target=target)
    assert _table(scratch, target, "grown") == [(1, 0), (2, 0), (3, 0)]
    for _ in range(2):
        scratch.dbt.must_run("run", "--select", "grown", target=target)
    assert _table(scratch, target, "grown") == [(1, 2), (2, 0), (3, 0), (101, 1), (102, 2)]


@pytest.mark.parametrize("target", TARGETS)
def test_a_failing_model_keeps_its_table_and_skips_what_follows(make_scratch, target):
    model = "def model(dbt, session):\n    dbt.config(materialized='table')\n    {}\n"
    scratch = make_scratch(
        {
            "python_models/fragile.py": model.format("return session.sql('select 1 as id')"),
            "models/later.sql": "select * from {{ ref('fragile') }}\n",
        }
    )
    scratch.dbt.must_run("build", target=target)
    scratch.write({"python_models/fragile.py": model.format("return session.sql(1 / 0)")})
    result = scratch.dbt.run("build", target=target)
    assert not result.success
    assert "ZeroDivisionError" in failures(result)
    assert {node.node.name: str(node.status) for node in result.result.results} == {
        "fragile": "error",
        "later": "skipped",
    }
    assert _table(scratch, target, "fragile") == [(1,)]


def test_a_result_without_counterpart_is_named(make_scratch):
    scratch = make_scratch(
        {
            "python_models/listed.py": "def model(dbt, session):\n"
            "    dbt.config(materialized='table')\n"
            "    return session.sql('select [1, 2] as numbers')\n",
        }
    )
    message = failures(scratch.dbt.run("build", target="postgres"))
    assert "column 'numbers'" in message and "INTEGER[]" in message


def test_grants_indexes_and_hooks_are_those_of_sql_models(make_scratch):
    scratch = make_scratch(
        {
            "python_models/guarded.py": "def model(dbt, session):\n"
            "    dbt.config(materialized='table')\n"
            "    return session.sql('select 1 as id')\n",
            "python_models/guarded.yml": "models: [{name: guarded, config: {"
            "indexes: [{columns: [id], unique: true}], grants: {select: [pg_monitor]}, "
            "post_hook: 'alter table {{ this }} enable row level security'}}]\n",
        }
    )
    schema = scratch.dbt.environment["CUSTOMER360_SCHEMA_PREFIX"] + "marts"
    for _ in range(2):
        scratch.dbt.must_run("build", target="postgres")
        table = f"cast('{schema}.guarded' as regclass)"
        assert scratch.fetch(
            "postgres",
            f"select relrowsecurity, has_table_privilege('pg_monitor', {table}, 'select'),"
            f" (select indisunique from pg_index where indrelid = {table})"
            f" from pg_class where oid = {table}",
        ) == [(True, True, True)]
