"""Splink on a parquet file of labelled records; one JSON line. Runs in an environment of its own.

    PYTHON_WITH_SPLINK benchmarks/splink_rival.py FILE [lean|usual|thorough]

Called by ``identity.py --against splink``. The truth in the column ``cluster`` is only read after
the clock has stopped. Settings follow Splink's own advice: cleaned columns, ready-made
comparisons with term frequencies, u from random pairs, m by expectation-maximisation in several
blocks, blocking rules as long as they stay within a number of pairs for each record. Text is
cleaned in SQL as a user of Splink would; phone numbers are compared by their last nine digits.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

#: A rule that gives more pairs than this for each record, and more than FEW_PAIRS, is left out.
PAIRS_PER_RECORD = 6
FEW_PAIRS = 5_000_000
#: A column that is filled in fewer records is left out.
FILLED = 0.02
#: An address or number that more records carry than this is taken out before.
SHARED_BY = 50
#: (random pairs for u, most pairs of a block for m). Splink's own advice is to take ten million
#: random pairs while one tries out settings, and far more for the final model; by default it trains
#: on all pairs of a block.
TRAINING = {"lean": (1e7, 1e6), "usual": (1e7, None), "thorough": (1e8, None)}
THRESHOLD = 0.95
THRESHOLDS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999, 0.99999)
_DETERMINISTIC = ("email", "phone", "national_id", "loyalty_id")
#: A block of fewer pairs trains nothing.
LEAST_TRAINING_PAIRS = 100


def main() -> None:
    logging.disable(logging.WARNING)
    path, training = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "usual"
    wall, cpu = time.perf_counter(), _cpu()
    connection = duckdb.connect()
    columns = _load(connection, path)
    rows = _ask(connection, "select count(*) from records")[0][0]
    rules = _rules(connection, columns, rows)
    linker = _linker(connection, columns, [rule for rule, _ in rules])
    _train(connection, linker, columns, rows, *TRAINING[training])
    trained = time.perf_counter() - wall
    predictions = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predictions, threshold_match_probability=THRESHOLD
    )
    seconds, cpu_seconds = time.perf_counter() - wall, _cpu() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    at_threshold = _quality(connection, clusters.physical_name)
    best = max((_at(linker, connection, predictions, t) for t in THRESHOLDS), key=_f1)
    result = {
        "tool": f"splink {training}",
        "set": path.stem,
        "rows": rows,
        **at_threshold,
        "best_pair_f1": best["pair_f1"],
        "best_threshold": best["threshold"],
        "best_largest_cluster": best["largest_cluster"],
        "seconds": round(seconds, 2),
        "training_seconds": round(trained, 2),
        "cpu_seconds": round(cpu_seconds, 2),
        "peak_rss_mb": peak,
        "blocking_recall": _blocking_recall(connection, [rule for rule, _ in rules]),
        "pairs_per_record": round(sum(pairs for _, pairs in rules) / rows, 2),
        "rules": len(rules),
    }
    print(json.dumps(result), flush=True)


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _ask(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple]:
    # All rows are fetched: a connection with an open result takes no other query.
    return connection.execute(sql).fetchall()


def _load(connection: duckdb.DuckDBPyConnection, path: Path) -> set[str]:
    """The cleaned records as table ``records``; returns the columns that are worth using."""
    source = _with_parted_names(connection, f"read_parquet('{path}')")
    wanted = {
        *("first_name", "last_name", "birth_date", "gender", "email", "phone", "street", "city"),
        *("postal_code", "national_id", "loyalty_id", "occupation"),
    }
    described = _ask(connection, f"describe from {source}")
    there = wanted & {name for name, *_ in described}
    filled = ", ".join(f"count({name}) / count(*)" for name in sorted(there))
    shares = _ask(connection, f"select {filled} from {source}")[0]
    columns = {name for name, share in zip(sorted(there), shares, strict=True) if share >= FILLED}
    select = ["row_number() over () as unique_id", "cluster"]
    for name in sorted(columns):
        text = f"lower(strip_accents(trim({name})))"
        if name in ("phone", "birth_date"):
            text = f"regexp_replace({text}, '[^0-9]', '', 'g')"
        if name == "phone":
            text = f"right({text}, 9)"
        if name in ("first_name", "last_name", "street", "city"):
            text = f"trim(regexp_replace({text}, '[^\\pL\\pN]+', ' ', 'g'))"
        if name == "birth_date":
            text = f"strftime(try_strptime(left({text}, 8), '%Y%m%d'), '%Y-%m-%d')"
        select.append(f"nullif({text}, '') as {name}")
    _ask(connection, f"create table records as select {', '.join(select)} from {source}")
    for name in sorted(columns & {"email", "phone"}):
        # What too many records share is junk: a user who looks at the data takes it out.
        _ask(
            connection,
            f"update records set {name} = null where {name} in (select {name} from records "
            f"group by {name} having count(*) > {SHARED_BY})",
        )
    _ask(connection, "alter table records add column full_name varchar")
    _ask(connection, "update records set full_name = first_name || ' ' || last_name")
    return columns


def _with_parted_names(connection: duckdb.DuckDBPyConnection, source: str) -> str:
    """The source with a name of one field taken apart where its parts are not given."""
    there = {name for name, *_ in _ask(connection, f"describe from {source}")}
    if "full_name" not in there:
        return source
    words = "string_split_regex(trim(full_name), '\\s+')"
    parts = {"first_name": f"{words}[1]", "last_name": f"{words}[-1]"}
    given = ", ".join(sorted(there & parts.keys()))
    taken = ", ".join(
        f"coalesce({name}, {word}) as {name}" if name in there else f"{word} as {name}"
        for name, word in parts.items()
    )
    rest = f"* exclude ({given})" if given else "*"
    return f"(select {rest}, {taken} from {source})"


def _rules(connection: duckdb.DuckDBPyConnection, columns: set[str], rows: int) -> list:
    """(blocking rule, its pairs) of all rules that stay within the limit."""
    year, day = "substr(birth_date, 1, 4)", "substr(birth_date, 6, 5)"
    candidates = [
        *(((name,), (name,)) for name in ("email", "phone", "national_id", "loyalty_id")),
        (("first_name", "last_name"), ("full_name",)),
        *(
            ((*names, other), (*names, other))
            for names in (("first_name",), ("last_name",), ("first_name", "last_name"))
            for other in ("birth_date", "postal_code", "city", "street")
        ),
        (("first_name", "last_name", "birth_date"), ("first_name", "last_name", year)),
        (("first_name", "birth_date"), ("first_name", day)),
        (("last_name", "birth_date"), ("last_name", day)),
        (
            ("last_name", "birth_date"),
            ("substr(last_name, 1, 3)", year, "substr(first_name, 1, 1)"),
        ),
        (("birth_date",), ("birth_date",)),
        (("birth_date", "postal_code"), (year, "postal_code")),
        (("birth_date", "postal_code"), (day, "substr(postal_code, 1, 3)")),
        (("email",), ("split_part(email, '@', 1)",)),
        (("street", "postal_code"), ("street", "postal_code")),
        (("postal_code",), ("postal_code",)),
        (("last_name", "occupation"), ("last_name", "occupation")),
    ]
    limit, result = max(PAIRS_PER_RECORD * rows, FEW_PAIRS), []
    for needed, expressions in candidates:
        if not set(needed) <= columns:
            continue
        pairs = _pairs(connection, expressions)
        if 0 < pairs <= limit:
            result.append((block_on(*expressions), pairs))
    return result


def _linker(connection: duckdb.DuckDBPyConnection, columns: set[str], rules: list) -> Linker:
    frequent = {"term_frequency_adjustments": True}
    comparisons = {
        "first_name": cl.ForenameSurnameComparison(
            "first_name", "last_name", forename_surname_concat_col_name="full_name"
        ),
        "birth_date": cl.DateOfBirthComparison("birth_date", input_is_string=True),
        "email": cl.EmailComparison("email"),
        "phone": cl.LevenshteinAtThresholds("phone", [1]).configure(**frequent),
        "national_id": cl.LevenshteinAtThresholds("national_id", [1, 2]),
        "loyalty_id": cl.ExactMatch("loyalty_id"),
        "street": cl.JaroWinklerAtThresholds("street", [0.92, 0.8]).configure(**frequent),
        "postal_code": cl.LevenshteinAtThresholds("postal_code", [1]).configure(**frequent),
        "city": cl.JaroWinklerAtThresholds("city", [0.92]).configure(**frequent),
        "gender": cl.ExactMatch("gender"),
        "occupation": cl.ExactMatch("occupation").configure(**frequent),
    }
    used = columns - ({"city"} if "postal_code" in columns else set())
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[comparison for name, comparison in comparisons.items() if name in used],
        blocking_rules_to_generate_predictions=rules,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    api = DuckDBAPI(connection)
    return Linker(api.register("records"), settings)


def _train(
    connection: duckdb.DuckDBPyConnection,
    linker: Linker,
    columns: set[str],
    rows: int,
    random_pairs: float,
    block_pairs: float | None,
) -> None:
    training = linker.training
    sure = [(name,) for name in _DETERMINISTIC if name in columns]
    sure += [("full_name", name) for name in ("birth_date", "street") if name in columns]
    if any(_pairs(connection, rule) for rule in sure):
        training.estimate_probability_two_random_records_match(
            [block_on(*rule) for rule in sure], recall=0.7
        )
    training.estimate_u_using_random_sampling(max_pairs=random_pairs)
    for block in ("full_name", "birth_date", "email", "phone", "street"):
        # streets only where nothing else is left to hold fast while names are learnt
        if block == "street" and columns & {"birth_date", "email", "phone"}:
            continue
        if block != "full_name" and block not in columns:
            continue
        if _pairs(connection, (block,)) < LEAST_TRAINING_PAIRS:
            continue
        training.estimate_parameters_using_expectation_maximisation(
            block_on(block),
            estimate_without_term_frequencies=True,
            max_pairs=block_pairs,
            record_sample_proportion=min(1.0, 100_000 / rows),
        )


def _pairs(connection: duckdb.DuckDBPyConnection, expressions: Sequence[str]) -> int:
    """Pairs of records in which all expressions are the same."""
    present = " and ".join(f"{expression} is not null" for expression in expressions)
    return _ask(
        connection,
        f"select coalesce(sum(n * (n - 1) // 2), 0)::bigint from (select count(*) as n "
        f"from records where {present} group by {', '.join(expressions)})",
    )[0][0]


def _blocking_recall(connection: duckdb.DuckDBPyConnection, rules: list) -> float:
    """Share of the true pairs that some rule finds."""
    found = " or ".join(f"({rule.get_blocking_rule('duckdb').blocking_rule_sql})" for rule in rules)
    share = _ask(
        connection,
        f"select avg(coalesce(({found})::int, 0)) from records as l join records as r "
        "on l.cluster = r.cluster and l.unique_id < r.unique_id",
    )[0][0]
    return round(share or 0.0, 5)


def _at(linker: Linker, connection, predictions, threshold: float) -> dict[str, float]:
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predictions, threshold_match_probability=threshold
    )
    return {"threshold": threshold, **_quality(connection, clusters.physical_name)}


def _f1(measured: dict[str, float]) -> float:
    return measured["pair_f1"]


def _quality(connection: duckdb.DuckDBPyConnection, clusters: str) -> dict[str, float]:
    """Pairwise precision, recall and F1, and the largest cluster."""

    def pairs(*columns: str) -> int:
        return _ask(
            connection,
            f"select coalesce(sum(n * (n - 1) // 2), 0)::bigint from (select count(*) as n "
            f"from records join {clusters} using (unique_id) group by {', '.join(columns)})",
        )[0][0]

    both = pairs("records.cluster", "cluster_id")
    said, true = pairs("cluster_id"), pairs("records.cluster")
    precision, recall = both / said if said else 1.0, both / true if true else 1.0
    largest = _ask(
        connection,
        f"select max(n) from (select count(*) as n from {clusters} group by cluster_id)",
    )[0][0]
    return {
        "pair_precision": round(precision, 5),
        "pair_recall": round(recall, 5),
        "pair_f1": round(2 * precision * recall / (precision + recall or 1.0), 5),
        "largest_cluster": largest,
    }


if __name__ == "__main__":
    main()
