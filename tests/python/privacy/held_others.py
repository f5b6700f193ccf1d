"""A built warehouse in which an erasure would have moved somebody, without another build."""

from __future__ import annotations

import pyarrow.compute as pc
from whole_build import Build

from customer360.erasure import hold_others
from customer360.identity.dbt_inputs import as_records
from customer360.identity.holds import HOLDS, read_holds
from customer360.identity.schema import IDENTIFIER_LINKS, conform, sorted_by_key


def check_that_others_are_held(build: Build, company: str) -> None:
    """One record goes to another customer: both customers are held as they are in the marts."""
    of_company = f"where company_id = '{company}'"
    clusters = "intermediate.int_records_clustered"
    with build.warehouse() as warehouse:
        (_, one), (_, other) = warehouse.fetch(
            f"select max(record_count), customer_id from marts.dim_customers {of_company}"
            " group by customer_id order by 1 desc, 2 limit 2"
        )
        ((moved,),) = warehouse.fetch(
            f"select max(record_key) from {clusters} {of_company} and customer_id = '{one}'"
        )
        both = f"customer_id in ('{one}', '{other}')"
        before = dict(
            warehouse.fetch(
                f"select record_key, customer_id from {clusters} {of_company} and {both}"
            )
        )
        move = f"update {clusters} set customer_id = '{{}}' {of_company} and record_key = '{moved}'"
        warehouse.execute(move.format(other))
        try:
            # Who is erased is not held, and of a second time nothing is left twice.
            assert hold_others(warehouse, company, {one}) == 0
            assert hold_others(warehouse, company, set()) == len(before)
            assert hold_others(warehouse, company, set()) == len(before)
        finally:
            warehouse.execute(move.format(one))
        try:
            held = conform(warehouse.fetch_arrow("select * from raw.identity_holds"), HOLDS)
            rows = held.to_pylist()
            assert {row["record_key"]: row["customer_id"] for row in rows} == before
            assert len({row["hold_id"] for row in rows}) == 1
            # The next build knows them again.
            records, links = (
                warehouse.fetch_arrow(f"select * from intermediate.{table} {of_company}")
                for table in ("int_identity_records", "int_identity_hints")
            )
            records, links = sorted_by_key(as_records(records)), conform(links, IDENTIFIER_LINKS)
            keys = records["record_key"].chunk(0)
            (hold,) = read_holds(held, records, links, keys)
            assert set(keys.take(hold.rows).to_pylist()) == before.keys()
            assert len(set(hold.customers.tolist())) == 2
            # What one of them says now, or one that is gone, ends it.
            others = records.filter(pc.not_equal(records["record_key"], moved))
            assert read_holds(held, others, links, others["record_key"].combine_chunks()) == []
        finally:
            warehouse.execute("delete from raw.identity_holds")
