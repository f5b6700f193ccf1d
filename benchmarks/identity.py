"""Pairwise quality and cost of identity resolution on labelled records, one JSON line per set.

    python benchmarks/identity.py FILE... [--without COLUMN...]
    python benchmarks/identity.py --people 470000 --seed 7 --against splink
    python benchmarks/identity.py --people 470000 --seed 7 --company all
    python benchmarks/identity.py --faker 3000 --against splink

Each parquet FILE holds records and their truth in the column ``cluster``, which is never an input.
One default configuration serves every file. ``--without`` leaves columns of the files out, as of a
company that knows less of people. ``--people`` generates the records of one company with
as many people instead, about 2.13 records each; ``--company all`` parts the people among all
companies as ``customer360 generate`` does, and adds a line that pools their pairs. ``--faker``
takes as many people of each of a dozen languages from the library of that name instead (see
faker_people.py). Everything is measured in a process of its own, from the file to the clusters.
``--against splink`` lets Splink read the same file right after and prints how many times more it
needed. Splink and Faker have environments of their own under ``.build``.
"""

from __future__ import annotations

import argparse
import importlib
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from population import COMPANY, write_population

from customer360.generator.companies import COMPANIES
from customer360.generator.run import people_of
from customer360.identity import Resolution, Settings, resolve
from customer360.identity.schema import RECORDS

_ENVIRONMENTS = Path(__file__).parents[1] / ".build"
#: Environment -> what is installed there.
NEEDS = {"splink": ("splink==5.0.0",), "faker": ("faker==40.54.0", "pyarrow==26.0.1")}

EVERY_COMPANY = "all"

#: What identity resolution knows of a person, as the files spell it.
TEXTS = {field.name for field in RECORDS if field.type == pa.string()} - {"record_key"}


def as_records(table: pa.Table) -> pa.Table:
    """A labelled set in the shape that identity resolution reads, without the truth.

    Whatever wrote the file: numbers, days and other kinds of text become plain text, columns that
    the shape does not know are left out, a set without ``source_system`` is one system.
    """
    for name in ("record_id", "cluster"):
        if name not in table.column_names:
            raise ValueError(f"it has no column {name}")
    if table.num_rows == 0:
        raise ValueError("it holds no records")
    if unknown := table["cluster"].null_count:
        raise ValueError(f"the truth of {unknown:,} of its records is not known (no cluster)")
    same = pa.chunked_array([pa.array(["benchmark"] * table.num_rows, pa.string())])
    columns = {"source_system": same, "company_id": same}
    columns |= {name: as_text(table[name]) for name in table.column_names if name in TEXTS}
    columns["source_record_id"] = as_text(table["record_id"])
    columns["record_key"] = pc.binary_join_element_wise(
        columns["source_system"], columns["source_record_id"], "|"
    )
    return pa.table(columns)


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_nested(column.type):
        raise ValueError(f"a column of {column.type} holds no text")
    if pa.types.is_floating(column.type):
        # A number that should be a text, such as a postal code: 2119.0 is 2119.
        whole = pc.all(pc.equal(pc.floor(column), column)).as_py()
        column = column.cast(pa.int64()) if whole else column
    return column.cast(pa.string())


def pairs_of(labels: np.ndarray) -> int:
    """Number of pairs inside groups."""
    sizes = np.unique(labels, return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def quality(found: np.ndarray, truth: np.ndarray) -> dict[str, float | int]:
    """Precision, recall and F1 over all pairs inside found and true clusters."""
    found = np.unique(found, return_inverse=True)[1]
    truth = np.unique(truth, return_inverse=True)[1]
    both = pairs_of(found.astype(np.int64) * (truth.max(initial=0) + 1) + truth)
    said, true = pairs_of(found), pairs_of(truth)
    return {
        **rates(said, true, both),
        "largest_cluster": int(np.bincount(found).max(initial=0)),
        "largest_true_cluster": int(np.bincount(truth).max(initial=0)),
    }


def rates(said: int, true: int, both: int) -> dict[str, float | int]:
    """Of so many pairs found, so many true ones and so many that are both."""
    precision, recall = both / said if said else 1.0, both / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "pair_precision": round(precision, 5),
        "pair_recall": round(recall, 5),
        "pair_f1": round(f1, 5),
        "pairs_found": said,
        "pairs_true": true,
        "pairs_right": both,
    }


def pooled(lines: Sequence[dict]) -> dict[str, object]:
    """All sets as one: what is found in one is never wrong in another."""
    names = ("rows", "pairs_found", "pairs_true", "pairs_right", "seconds", "cpu_seconds")
    total = {name: sum(line[name] for line in lines) for name in names}
    found, true, right = (total.pop(f"pairs_{name}") for name in ("found", "true", "right"))
    return {
        "tool": "customer360",
        "set": "all together",
        "rows": total.pop("rows"),
        **rates(found, true, right),
        **{name: round(seconds, 2) for name, seconds in total.items()},
        "peak_rss_mb": max(line["peak_rss_mb"] for line in lines),
    }


def run(path: str, settings: Settings, without: Sequence[str] = ()) -> dict[str, object]:
    work = Work()
    wall, cpu = time.perf_counter(), time.process_time()
    table = pq.read_table(path)
    records = as_records(table.drop_columns([*without]))
    resolution = resolve(records, settings=settings)
    seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    clusters = resolution.clusters
    place = pc.index_in(clusters["record_key"], records["record_key"].combine_chunks())
    truth = table["cluster"].cast(pa.string()).take(place).to_numpy()
    return {
        "tool": "customer360",
        "set": Path(path).stem,
        **({"without": list(without)} if without else {}),
        "rows": table.num_rows,
        **quality(clusters["customer_id"].to_numpy(), truth),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu_seconds, 2),
        "peak_rss_mb": peak,
        **work.summary(resolution, truth),
    }


class Work:
    """What one resolution had to do; listens to the functions that do it."""

    def __init__(self) -> None:
        self._candidates = None
        self._value_pairs: list[int] = []
        package = "customer360.identity"
        # The package's function resolve hides the module of that name.
        pipeline = importlib.import_module(f"{package}.resolve")
        find = pipeline.candidate_pairs

        def candidate_pairs(*arguments):
            self._candidates = find(*arguments)
            return self._candidates

        pipeline.candidate_pairs = candidate_pairs
        for name in ("compare", "compare.names", "compare.places"):
            module = importlib.import_module(f"{package}.{name}")
            module.levels_of_pairs = self._counted(module.levels_of_pairs)

    def _counted(self, levels_of_pairs):
        def counted(left, right, texts, scorer, **options):
            def count(a, *others):
                self._value_pairs.append(len(a))
                return scorer(a, *others)

            return levels_of_pairs(left, right, texts, count, **options)

        return counted

    def summary(self, resolution: Resolution, truth: np.ndarray) -> dict[str, float | int]:
        """``truth``: in the order of the record keys, which is that of the candidates."""
        left, right = self._candidates.left, self._candidates.right
        blocks = pc.equal(resolution.blocked["id_type"], "blocking_key")
        found = int((truth[left] == truth[right]).sum())
        return {
            "blocking_recall": round(found / max(pairs_of(truth), 1), 5),
            "pairs_per_record": round(len(left) / max(len(truth), 1), 2),
            "value_pairs": sum(self._value_pairs),
            "skipped_keys": pc.sum(blocks).as_py() or 0,
        }


def run_splink(path: str, training: str) -> dict[str, object]:
    """The same line about Splink."""
    script = Path(__file__).with_name("splink_rival.py")
    done = subprocess.run(
        [python_with("splink"), script, path, training],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout)


def python_with(name: str) -> Path:
    """The Python of an environment of NEEDS, which is made where it is not there."""
    home = _ENVIRONMENTS / name
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *NEEDS[name]], check=True)
    return python


def compare(ours: dict, theirs: dict) -> dict[str, object]:
    """How many times more the rival needed, and how far apart the results are."""
    costs = ("seconds", "cpu_seconds", "peak_rss_mb")
    return {
        "set": ours["set"],
        **{f"{cost}_ratio": round(theirs[cost] / ours[cost], 2) for cost in costs},
        "pair_f1_gain": round(ours["pair_f1"] - theirs["pair_f1"], 5),
        "pair_f1_gain_over_best": round(ours["pair_f1"] - theirs["best_pair_f1"], 5),
    }


def sets(options: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Settings]]:
    for path in options.files:
        yield path, Settings()
    if options.faker:
        script = Path(__file__).with_name("faker_people.py")
        arguments = (folder, str(options.faker), str(options.seed))
        subprocess.run([python_with("faker"), script, *arguments], check=True)
        for path in sorted(folder.glob("*.parquet")):
            yield str(path), Settings()
    if options.people:
        everyone = options.company == EVERY_COMPANY
        for name in COMPANIES if everyone else [options.company]:
            company = COMPANIES[name]
            people = people_of(company, options.people) if everyone else options.people
            path = folder / f"{name}_{people}.parquet"
            write_population(path, people, options.seed, name)
            stated = {name: value for name, value, *_ in company.settings}
            yield str(path), Settings.from_mapping(stated)
            path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument(
        "--without", nargs="+", default=[], metavar="COLUMN", help="leave these columns out"
    )
    parser.add_argument("--people", type=int, help="generate so many people of one company")
    parser.add_argument("--faker", type=int, metavar="PEOPLE", help="so many of each language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--company", choices=[*COMPANIES, EVERY_COMPANY], default=COMPANY)
    parser.add_argument("--against", choices=["splink"])
    parser.add_argument(
        "--training",
        choices=["lean", "usual", "thorough"],
        default="usual",
        help="how much Splink is trained; see splink_rival.py",
    )
    options = parser.parse_args()
    if not (options.files or options.people or options.faker):
        parser.error("name parquet files, or --people, or --faker")
    if options.without and (options.people or options.against):
        parser.error("--without is for files, and for customer360 alone")
    context = multiprocessing.get_context("spawn")
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for path, settings in sets(options, Path(folder)):
            with context.Pool(1) as pool:
                try:
                    ours = pool.apply(run, (path, settings, options.without))
                except (ValueError, OSError, KeyError) as error:
                    raise SystemExit(f"{path}: {error}") from None
            print(json.dumps(ours), flush=True)
            lines.append(ours)
            if options.against:
                theirs = run_splink(path, options.training)
                print(json.dumps(theirs), flush=True)
                print(json.dumps(compare(ours, theirs)), flush=True)
    if options.company == EVERY_COMPANY:
        print(json.dumps(pooled(lines[-len(COMPANIES) :])))


if __name__ == "__main__":
    sys.exit(main())
