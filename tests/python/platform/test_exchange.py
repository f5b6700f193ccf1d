"""Texts of any kind pass between PostgreSQL and DuckDB unchanged."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from postgres_server import connect
from psycopg2.extras import execute_values

from dbt.adapters.customer360_postgres.exchange import read_relation, write_temporary_table
from dbt.adapters.customer360_postgres.types import duckdb_type, postgres_type

# PostgreSQL's text holds every character but NUL.
_characters = st.characters(codec="utf-8", exclude_characters="\x00")
_awkward = st.sampled_from(["\n", "\r", "\r\n", '"', "'", ",", "\\", "\\N", "\\.", "", " ", "😀"])
_texts = st.none() | st.text(_characters) | st.lists(_awkward, max_size=6).map("".join)


@pytest.fixture(scope="module")
def handle(postgres_environment):
    connection = connect(postgres_environment)
    with connection.cursor() as cursor:
        cursor.execute("create temporary table landed (position int, a text, b text)")
    connection.commit()
    yield connection
    connection.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.tuples(_texts, _texts), max_size=30))
def test_texts_return_as_they_went(rows, handle, tmp_path_factory):
    file = tmp_path_factory.mktemp("exchange") / "rows.csv"
    rows = [(position, *row) for position, row in enumerate(rows)]
    session = duckdb.connect()
    with handle.cursor() as cursor:
        cursor.execute("truncate landed")
        if rows:
            execute_values(cursor, "insert into landed values %s", rows)
        read_relation(handle, "landed", session, file)
        read = session.table("landed").order("position")
        assert read.fetchall() == rows
        assert write_temporary_table(handle, "written", read, file) == len(rows)
        cursor.execute("select * from pg_temp.written order by position")
        assert cursor.fetchall() == rows
    handle.rollback()
    assert not file.exists()


@pytest.mark.parametrize(
    ("in_postgres", "in_duckdb"),
    [
        ("integer", "INTEGER"),
        ("numeric(18,4)", "DECIMAL(18,4)"),
        ("timestamp(3) without time zone", "TIMESTAMP"),
        ("character varying(20)", "VARCHAR"),
        ("numeric(50,2)", "VARCHAR"),
        ("text[]", "VARCHAR"),
    ],
)
def test_types_of_columns_read(in_postgres, in_duckdb):
    assert duckdb_type(in_postgres) == in_duckdb


@pytest.mark.parametrize("nested", ["INTEGER[]", "STRUCT(a INTEGER)", "MAP(VARCHAR, VARCHAR)"])
def test_nested_columns_are_refused_by_name(nested):
    with pytest.raises(TypeError, match="column 'tags'"):
        postgres_type(nested, "tags")
