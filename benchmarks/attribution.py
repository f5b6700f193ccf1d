"""Attribution at scale: the project's own SQL and Python on journeys drawn here.

Every figure is CPU seconds (user and system) and their ratio to one scan, sort and write of the
same touches in the same process; peak memory is that process's, which does not draw the data. The
models are dbt's compiled SQL, run on tables with the columns they read. The six heuristics alone
are the same models, compiled with the variable attribution_models and asked for nothing else.

    python benchmarks/attribution.py chains --journeys 1000000
    python benchmarks/attribution.py heuristics --touches 10000000 --conversions 1000000

With ``--rival NAME=PYTHON``, a Python of another environment runs attribution_rivals.py on the
journeys' paths; its credits are set against ours.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from customer360.attribution.dbt_inputs import removal_effects

PROJECT_ROOT = Path(__file__).resolve().parents[1]

#: A journey ends after each touch with this chance, which makes 4.6 touches a journey.
_ENDS = 1 / 4.6
_CHANNELS = 20
_HEURISTICS = (
    "first_touch",
    "last_touch",
    "last_non_direct",
    "linear",
    "position_based",
    "time_decay",
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    arguments.add_argument("what", choices=("chains", "heuristics"))
    arguments.add_argument("--journeys", type=int, default=1_000_000)
    arguments.add_argument("--touches", type=int, default=10_000_000)
    arguments.add_argument("--conversions", type=int, default=1_000_000)
    arguments.add_argument("--memory", help="limit of the engine; 800MiB for chains, else 4GiB")
    arguments.add_argument("--rival", action="append", default=[], help="NAME=PYTHON")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="customer360-attribution-") as name:
        folder = Path(name)
        file = folder / "bench.duckdb"
        memory = chosen.memory or ("800MiB" if chosen.what == "chains" else "4GiB")
        drawn = (
            (draw_journeys, file, chosen.journeys)
            if chosen.what == "chains"
            else (draw_touches, file, chosen.touches, chosen.conversions)
        )
        # in a process of its own, whose memory is not counted
        drawing = multiprocessing.get_context("spawn").Process(target=drawn[0], args=drawn[1:])
        drawing.start()
        drawing.join()
        if drawing.exitcode:
            raise SystemExit("drawing the data failed")
        with duckdb.connect(str(file)) as connection:
            connection.execute(f"set memory_limit = '{memory}'; set enable_progress_bar = false")
            connection.execute("set disabled_optimizers = 'outer_join_simplification'")
            if chosen.what == "chains":
                chains(connection, compiled_models(), chosen.rival, folder)
            else:
                heuristics(connection)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process: {peak:,.0f} MiB, the engine limited to {memory}")


def compiled_models(models: Sequence[str] = ()) -> dict[str, str]:
    """Model name -> SQL for DuckDB, with names of two parts.

    ``models``: value of the variable attribution_models; all where there are none.
    """
    with tempfile.TemporaryDirectory(prefix="customer360-compiled-") as target:
        environment = {
            **os.environ,
            "CUSTOMER360_DUCKDB": str(Path(target, "compiled.duckdb")),
            "CUSTOMER360_DEMO": "false",
            "CUSTOMER360_TARGET": "duckdb",
        }
        dbt = Path(sys.executable).with_name("dbt")
        command = [str(dbt), "--quiet", "compile", "--select", "models/intermediate/attribution"]
        command += ["--target-path", target]
        command += ["--vars", json.dumps({"attribution_models": list(models)})] if models else []
        subprocess.run(command, cwd=PROJECT_ROOT, env=environment, check=True)
        folder = Path(target, "compiled/customer360/models/intermediate/attribution")
        return {
            file.stem: file.read_text().replace('"compiled".', "") for file in folder.glob("*.sql")
        }


def measured(name: str, work: Callable[[], object], base: float | None = None) -> float:
    """Run and print; returns CPU seconds."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    ratio = "" if base is None else f"  {cpu / base:5.2f} x"
    print(f"{name:<44} {cpu:7.2f} CPU s {wall:7.2f} s{ratio}", flush=True)
    return cpu


def build(connection: duckdb.DuckDBPyConnection, compiled: dict[str, str], model: str) -> None:
    connection.execute(f"create or replace table intermediate.{model} as {compiled[model]}")


# ---------------------------------------------------------------------------- chains and Shapley


def draw_journeys(file: Path, journeys: int) -> None:
    """Journeys of about 4.6 touches over 20 channels, a fifth of which convert."""
    connection = duckdb.connect(str(file))
    connection.execute("set enable_progress_bar = false; create schema intermediate")
    connection.execute(f"""
        create table drawn as
        with journeys as (
            select
                n as journey,
                1 + cast(floor(ln(1 - (hash(n, 1) % 1000003 + 0.5) / 1000004) / ln(1 - {_ENDS}))
                    as integer) as length,
                hash(n, 2) % 5 = 0 as converts
            from range({journeys}) as numbers (n)
        )
        select
            'acme' as company_id,
            'order:shop:' || journey as conversion_id,
            'c' || journey as customer_id,
            'touch:web:' || journey || ':' || position as touch_id,
            'channel_' || lpad(cast(cast(floor({_CHANNELS} * power((hash(journey, position, 3)
                % 1000003 + 0.5) / 1000004, 2)) as integer) as varchar), 2, '0') as channel,
            timestamp '2025-01-01' + position * interval '1 hour' as touched_at,
            position as touch_position,
            length as touch_count,
            converts
        from journeys, unnest(range(1, length + 1)) as positions (position)
        order by hash(journey, position)
    """)
    before = ", ".join(
        f"lag(channel, {n}) over (partition by conversion_id order by touch_position)"
        f" as channel_{n}_before"
        for n in (1, 2, 3)
    )
    columns = "company_id, touch_id, channel, touched_at, touch_position,"
    columns += " touch_position = touch_count as is_last"
    connection.execute(f"""
        create table intermediate.int_conversion_touches as
        select {columns}, conversion_id, 'order' as conversion_type, {before}
        from drawn where converts;
        create table intermediate.int_null_touches as
        select {columns}, customer_id, {before} from drawn where not converts;
        create table intermediate.int_conversions as
        select company_id, conversion_id, 'order' as conversion_type,
            cast(10 + hash(conversion_id) % 9000 / 100.0 as numeric(18, 2)) as net_value_reporting
        from intermediate.int_conversion_touches where is_last
    """)
    connection.close()


def chains(
    connection: duckdb.DuckDBPyConnection,
    compiled: dict[str, str],
    rivals: list[str],
    folder: Path,
) -> None:
    touches, journeys = connection.execute(
        "select count(*), count(*) filter (touch_position = 1) from drawn"
    ).fetchone()
    print(f"{journeys:,} journeys, {touches:,} touches, {_CHANNELS} channels")
    base = measured(
        "scan, sort and write of the touches",
        lambda: connection.execute(
            "create or replace table sorted as select * from drawn"
            " order by conversion_id, touch_position"
        ),
    )
    ours: dict[str, float] = {}

    def all_orders() -> None:
        for model in ("int_channel_grams", "int_channel_transitions", "int_markov_chains"):
            build(connection, compiled, model)
        build(connection, compiled, "int_markov_order_1")
        grams = connection.table("intermediate.int_channel_grams").to_arrow_table()
        untouched = connection.sql(
            "select company_id, conversion_type, transitions"
            " from intermediate.int_channel_transitions"
            " where from_channel is null and to_channel is null"
        ).to_arrow_table()
        for row in removal_effects(grams, untouched, (2, 3)).to_pylist():
            ours[f"{row['attribution_model']}:{row['channel']}"] = row["removal_effect"]

    measured("Markov, orders 1 to 3", all_orders, base)
    measured("Shapley", lambda: build(connection, compiled, "int_shapley_shares"), base)
    first = connection.execute(
        "select channel, removal_effect from intermediate.int_markov_order_1"
    ).fetchall()
    ours |= {f"markov_order_1:{channel}": effect for channel, effect in first}
    if rivals:
        paths = folder / "paths.csv"
        connection.execute(f"""
            copy (
                with journeys as (
                    select string_agg(channel, ' > ' order by touch_position) as path,
                        any_value(converts) as converts
                    from drawn group by conversion_id
                )
                select path, count(*) filter (converts) as conversions,
                    count(*) filter (not converts) as nulls
                from journeys group by path order by path
            ) to '{paths}' (header)
        """)
        for rival in rivals:
            compare(rival, paths, ours, base)


def compare(rival: str, paths: Path, ours: dict[str, float], base: float) -> None:
    name, python = rival.split("=", 1)
    script = Path(__file__).with_name("attribution_rivals.py")
    answered = subprocess.run(
        [python, str(script), name, str(paths)], capture_output=True, text=True
    )
    if answered.returncode:
        print(f"{name}: {answered.stderr.strip().splitlines()[-1]}")
        return
    # What packages print while they are imported comes before.
    for run in json.loads(answered.stdout.strip().splitlines()[-1]):
        model = run["model"]
        exact = {key.split(":", 1)[1]: v for key, v in ours.items() if key.startswith(model + ":")}
        share = {c: v / sum(exact.values()) for c, v in exact.items()}
        total = sum(run["credit"].values())
        errors = [abs(run["credit"].get(c, 0) / total / share[c] - 1) for c in share]
        print(
            f"{name:<20} {model:<23} {run['cpu']:7.2f} CPU s {run['wall']:7.2f} s"
            f"  {run['cpu'] / base:5.2f} x  error of a channel: mean"
            f" {sum(errors) / len(errors):.2%}, largest {max(errors):.2%}"
        )


# ---------------------------------------------------------------------------------- heuristics


def draw_touches(file: Path, touches: int, conversions: int) -> None:
    """Touches over thirty days before the one conversion of each customer, in no order."""
    connection = duckdb.connect(str(file))
    connection.execute("set enable_progress_bar = false; create schema intermediate")
    connection.execute(f"""
        create table intermediate.int_touches_classified as
        select
            'acme' as company_id,
            'touch:web:' || n as touch_id,
            'c' || hash(n, 1) % {conversions} as customer_id,
            'channel_' || hash(n, 2) % {_CHANNELS} as channel,
            cast(null as varchar) as campaign_id,
            timestamp '2025-01-01' + hash(n, 3) % 2592000 * interval '1 second' as touched_at
        from range({touches}) as numbers (n);
        create table intermediate.int_conversions as
        select 'acme' as company_id, 'order:shop:' || n as conversion_id,
            'order' as conversion_type, 'c' || n as customer_id,
            timestamp '2025-01-31' as converted_at, date '2025-01-31' as conversion_date
        from range({conversions}) as numbers (n);
        create table intermediate.int_attribution_settings as
        select 'acme' as company_id, 'order' as conversion_type, date '1900-01-01' as valid_from,
            cast(null as date) as valid_to, 30 as lookback_days, 7.0::double as half_life_days,
            0.4::double as first_weight, 0.2::double as middle_weight, 0.4::double as last_weight;
        create table intermediate.int_crm_key_events (company_id varchar, customer_id varchar,
            lead_created_at timestamp, opportunity_created_at timestamp);
        create table intermediate.int_channel_lookbacks (company_id varchar,
            conversion_type varchar, channel varchar, lookback_days integer, valid_from date,
            valid_to date);
        create table intermediate.int_markov_order_1 as
        select 'acme' as company_id, 'order' as conversion_type, 'channel_' || n as channel,
            0.1::double + n / 100 as removal_effect,
            (0.1::double + n / 100) / (0.1 + ({_CHANNELS} - 1) / 100) as relative_effect
        from range({_CHANNELS}) as numbers (n)
    """)
    connection.close()


def heuristics(connection: duckdb.DuckDBPyConnection) -> None:
    touches, conversions = (
        connection.execute(f"select count(*) from intermediate.{table}").fetchone()[0]
        for table in ("int_touches_classified", "int_conversions")
    )
    print(f"{touches:,} touches, {conversions:,} conversions, 30 days")
    base = measured(
        "scan, sort and write of the touches",
        lambda: connection.execute(
            "create table sorted as select * from intermediate.int_touches_classified"
            " order by customer_id, touched_at"
        ),
    )
    connection.execute("drop table sorted")
    all_models, six = compiled_models(), compiled_models(_HEURISTICS)
    measured(
        "conversions with their settings",
        lambda: build(connection, all_models, "int_conversions_configured"),
        base,
    )
    measured(
        "six heuristics alone, a row for each touch",
        lambda: connection.execute(
            f"create table six as {in_one_query(six, 'int_touch_credits', _HEURISTICS)}"
        ),
        base,
    )
    connection.execute("drop table six")

    def credits() -> None:
        for model in ("int_conversion_touches", "int_conversion_journeys", "int_touch_credits"):
            build(connection, all_models, model)

    measured("all eleven models, a row for each touch", credits, base)


def in_one_query(compiled: dict[str, str], model: str, columns: Sequence[str]) -> str:
    """A model on top of the ones it is made of, none of which is written."""
    parts = ("int_conversion_touches", "int_conversion_journeys", model)
    own = '"intermediate"."int_conversion_'
    named = [f"{part} as ({compiled[part].replace(own, own[15:])})" for part in parts]
    keys = "company_id, conversion_id, touch_id, channel, campaign_id, touched_at"
    return f"with {', '.join(named)} select {keys}, {', '.join(columns)} from {model}"


if __name__ == "__main__":
    main()
