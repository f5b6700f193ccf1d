"""The same bytes for any number of threads and any order of rows."""

from __future__ import annotations

import random
import threading

import pyarrow as pa
import pytest

from customer360 import threads
from customer360.generator.companies import COMPANIES
from customer360.generator.run import blocks
from customer360.identity import RECORDS, Resolution, Settings, resolve
from customer360.identity import weights as weights_module
from customer360.standardise import text
from customer360.threads import VARIABLE, in_parallel, run_all, sized_for, slices, thread_count

PEOPLE = 150


@pytest.fixture(scope="module", params=["maison_lumiere", "dom_uyut"])
def company(request) -> pa.Table:
    """The generated records of one company."""
    parts = []
    for block in blocks(COMPANIES[request.param], PEOPLE, seed=3):
        for part in block.output:
            if part.table == "customers":
                parts.append(_records(part.frame, request.param))
    return pa.concat_tables(parts)


def _records(frame: dict[str, pa.Array], company_id: str) -> pa.Table:
    size = len(frame["source_record_id"])
    columns = {
        name: frame[name].cast(pa.string()) if name in frame else pa.nulls(size, pa.string())
        for name in RECORDS.names
        if RECORDS.field(name).type == pa.string()
    }
    systems, keys = (frame[name].to_pylist() for name in ("source_system", "source_record_id"))
    columns["company_id"] = pa.array([company_id] * size)
    columns["record_key"] = pa.array([f"{a}|{b}" for a, b in zip(systems, keys, strict=True)])
    return pa.table(columns)


def _same(one: Resolution, other: Resolution) -> bool:
    return all(
        getattr(one, name).equals(getattr(other, name)) for name in ("pairs", "clusters", "blocked")
    )


def test_threads_and_row_order_change_nothing(company, monkeypatch):
    # Small parts, so that several threads have something to do.
    monkeypatch.setattr(text, "PART", 100)
    monkeypatch.setattr(weights_module, "PAIRS_AT_ONCE", 500)
    monkeypatch.setattr(threads, "FEW_ROWS", 0)
    settings = Settings(default_country="FR")
    monkeypatch.setenv(VARIABLE, "1")
    one = resolve(company, settings=settings)
    assert one.pairs.num_rows > 100
    monkeypatch.setenv(VARIABLE, "2")
    assert _same(one, resolve(company, settings=settings))
    monkeypatch.setenv(VARIABLE, "5")
    rows = list(range(company.num_rows))
    random.Random(1).shuffle(rows)
    assert _same(one, resolve(company.take(rows), settings=settings))


def test_parts_change_nothing(company, monkeypatch):
    whole = resolve(company)
    monkeypatch.setattr(text, "PART", 60)
    monkeypatch.setattr(weights_module, "PAIRS_AT_ONCE", 101)
    assert _same(whole, resolve(company))


def test_results_stand_in_the_order_of_the_items(monkeypatch):
    for stated in ("1", "3"):
        monkeypatch.setenv(VARIABLE, stated)
        assert in_parallel(lambda number: number * number, range(20)) == [
            number * number for number in range(20)
        ]
        assert run_all(lambda: "a", lambda: "b") == ["a", "b"]


def test_little_work_starts_no_threads(monkeypatch):
    monkeypatch.setenv(VARIABLE, "2")

    def names() -> set[str]:
        return set(in_parallel(lambda _: threading.current_thread().name, range(4)))

    own = {threading.current_thread().name}
    with sized_for(threads.FEW_ROWS - 1):
        assert names() == own
    with sized_for(threads.FEW_ROWS):
        assert own.isdisjoint(names())
    assert own.isdisjoint(names())


def test_an_error_in_a_thread_is_raised(monkeypatch):
    monkeypatch.setenv(VARIABLE, "2")
    with pytest.raises(ZeroDivisionError):
        in_parallel(lambda number: 1 // number, [1, 0])


@pytest.mark.parametrize("stated", ["0", "-1", "two", "1.5"])
def test_a_number_of_threads_that_is_none_is_named(monkeypatch, stated):
    monkeypatch.setenv(VARIABLE, stated)
    with pytest.raises(ValueError, match=VARIABLE):
        thread_count()


@pytest.mark.parametrize(("length", "at_most"), [(0, 5), (5, 5), (11, 5), (3, 1)])
def test_slices_cover_all_rows_once(length, at_most):
    rows = [row for part in slices(length, at_most) for row in range(length)[part]]
    assert rows == list(range(length))
    assert len(slices(length, at_most)) >= 1
