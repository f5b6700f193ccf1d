"""What the truth would gain by choosing the match threshold: one JSON line per labelled set.

    python benchmarks/identity_thresholds.py FILE...

Resolves each set (see identity.py) with the default threshold and with others, and prints the F1 of
the final clusters at each, the best of them, and by how much the default falls short of it.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from customer360.identity import Settings, resolve
from identity import as_records, quality

#: Match probabilities; from one in a thousand to a thousand to one.
THRESHOLDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.97, 0.99, 0.997, 0.999)


def pair_f1(table: pa.Table, threshold: float) -> float:
    records = as_records(table)
    settings = Settings(match_threshold=threshold, review_threshold=threshold)
    clusters = resolve(records, settings=settings).clusters
    place = pc.index_in(clusters["record_key"], records["record_key"].combine_chunks())
    truth = table["cluster"].cast(pa.string()).take(place).to_numpy()
    return float(quality(clusters["customer_id"].to_numpy(), truth)["pair_f1"])


def sweep(path: Path) -> dict[str, object]:
    table = pq.read_table(path)
    found = {threshold: pair_f1(table, threshold) for threshold in THRESHOLDS}
    best = max(found, key=lambda threshold: found[threshold])
    default = Settings().match_threshold
    return {
        "set": path.stem,
        "default": default,
        "pair_f1": found[default],
        "best": best,
        "best_pair_f1": found[best],
        "short_of_best": round(found[best] - found[default], 5),
        "pair_f1_at": found,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    for path in parser.parse_args().files:
        print(json.dumps(sweep(path)), flush=True)


if __name__ == "__main__":
    sys.exit(main())
