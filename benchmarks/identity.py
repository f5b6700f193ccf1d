"""Pairwise quality and cost of identity resolution on labelled sets, one JSON line per file.

    python benchmarks/identity.py FILE...

Each parquet FILE holds records and their truth in the column ``cluster``, which is never an input.
One default configuration serves every file. Cost is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from customer360.identity import resolve


def as_records(table: pa.Table) -> pa.Table:
    """A labelled set in the shape that identity resolution reads, without the truth."""
    key = pc.binary_join_element_wise(table["source_system"], table["record_id"], "|")
    table = table.rename_columns(
        ["source_record_id" if name == "record_id" else name for name in table.column_names]
    )
    table = table.drop_columns(["cluster"]) if "cluster" in table.column_names else table
    table = table.append_column("record_key", key)
    if "company_id" not in table.column_names:
        table = table.append_column("company_id", pa.array(["benchmark"] * table.num_rows))
    return table


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
    precision, recall = both / said if said else 1.0, both / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "pair_precision": round(precision, 5),
        "pair_recall": round(recall, 5),
        "pair_f1": round(f1, 5),
        "largest_cluster": int(np.bincount(found).max(initial=0)),
        "largest_true_cluster": int(np.bincount(truth).max(initial=0)),
    }


def run(path: str) -> dict[str, object]:
    table = pq.read_table(path)
    records = as_records(table)
    wall, cpu = time.perf_counter(), time.process_time()
    clusters = resolve(records).clusters
    seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    place = pc.index_in(records["record_key"], clusters["record_key"].combine_chunks())
    found = clusters["customer_id"].take(place.combine_chunks()).to_numpy()
    truth = table["cluster"].cast(pa.string()).to_numpy()
    return {
        "set": Path(path).stem,
        "rows": table.num_rows,
        **quality(found, truth),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu_seconds, 2),
        "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    context = multiprocessing.get_context("spawn")
    for path in parser.parse_args().files:
        with context.Pool(1) as pool:
            print(json.dumps(pool.apply(run, (path,))), flush=True)


if __name__ == "__main__":
    main()
