"""Every generic test passes on good rows and fails on bad ones."""

from __future__ import annotations

import pytest

TARGETS = ("duckdb", "postgres")

_GOOD = """
{{ config(materialized="table") }}
select 'a' as company_id, 1 as id, 'x' as name, 5 as amount, cast(null as text) as nothing,
    date '2024-01-01' as valid_from, date '2024-02-01' as valid_to
union all select 'a', 1, 'y', null, null, date '2024-02-01', null
union all select 'b', 2, 'x', 7, null, date '2024-01-01', null
"""

_BAD = """
{{ config(materialized="table") }}
select 'a' as company_id, 1 as id, 'x' as name, 5 as amount, cast(null as text) as nothing,
    date '2024-01-01' as valid_from, date '2024-02-02' as valid_to
union all select 'a', 1, 'x', 8, null, date '2024-02-01', date '2024-03-01'
union all select 'a', 2, 'x', null, null, date '2024-01-01', null
union all select 'a', 2, 'y', null, null, date '2024-02-01', null
"""

_TESTS = """
models:
  - name: good
    data_tests: &tests
      - unique_combination: {arguments: {columns: [company_id, id, name]}}
      - mutually_exclusive_intervals: {arguments: {partition_by: [company_id, id]}}
      - one_open_interval: {arguments: {partition_by: [company_id, id]}}
      - at_least_one
    columns: &columns
      - name: amount
        data_tests:
          - accepted_range: {arguments: {min_value: 5, max_value: 7}}
      - name: id
        data_tests:
          - relationships_in_company: {arguments: {to: ref('good'), field: id}}
  - name: bad
    data_tests: *tests
    columns: *columns
  - name: empty
    data_tests: [at_least_one]
    columns:
      - name: nothing
        data_tests: [at_least_one]
"""


@pytest.fixture(scope="module")
def scratch(make_scratch):
    empty = '{{ config(materialized="table") }}\nselect * from {{ ref("bad") }} where false\n'
    return make_scratch(
        {
            "models/good.sql": _GOOD,
            "models/bad.sql": _BAD,
            "models/empty.sql": empty,
            "models/tests.yml": _TESTS,
        }
    )


@pytest.mark.parametrize("target", TARGETS)
def test_good_rows_pass_and_bad_rows_fail(scratch, target):
    scratch.dbt.must_run("run", target=target)
    result = scratch.dbt.run("test", target=target)
    assert _failures(result, "good") == {
        "unique_combination": [0],
        "mutually_exclusive_intervals": [0],
        "one_open_interval": [0],
        "at_least_one": [0],
        "accepted_range": [0],
        "relationships_in_company": [0],
    }
    assert _failures(result, "bad") == {
        "unique_combination": [1],  # the two rows ('a', 1, 'x')
        "mutually_exclusive_intervals": [2],  # an overlap and an early open interval
        "one_open_interval": [2],  # none open and two open
        "at_least_one": [0],
        "accepted_range": [1],  # the 8
        "relationships_in_company": [2],  # customer 2 exists, but in the other company
    }
    assert _failures(result, "empty") == {"at_least_one": [1, 1]}


def _failures(result, model):
    found = {}
    for test in result.result.results:
        if test.node.attached_node.endswith(f".{model}"):
            found.setdefault(test.node.test_metadata.name, []).append(test.failures)
    return found
