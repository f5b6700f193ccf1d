"""Other attribution packages on the paths of attribution.py; run in an environment of theirs.

Prints JSON: for each chain the CPU and wall seconds and the credit of each channel.

    python attribution_rivals.py ChannelAttribution paths.csv
    python attribution_rivals.py marketing_attribution_models paths.csv
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sys
import time


def read(paths: str) -> list[dict]:
    with open(paths, newline="") as opened:
        return list(csv.DictReader(opened))


def channel_attribution(rows: list[dict]) -> list[dict]:
    import pandas as pd
    from ChannelAttribution import markov_model

    data = pd.DataFrame(
        {
            "path": [row["path"] for row in rows],
            "conversions": [int(row["conversions"]) for row in rows],
            "nulls": [int(row["nulls"]) for row in rows],
        }
    )
    runs = []
    for order in (1, 2, 3):
        result, cpu, wall = timed(
            lambda order=order: markov_model(
                data, "path", "conversions", var_null="nulls", order=order, seed=1
            )
        )
        column = next(name for name in result.columns if name.startswith("total_conversion"))
        credit = dict(zip(result["channel_name"], result[column].astype(float), strict=True))
        runs.append(run(f"markov_order_{order}", cpu, wall, credit))
    return runs


def marketing_attribution_models(rows: list[dict]) -> list[dict]:
    import pandas as pd
    from marketing_attribution_models import MAM

    parts = [
        {"path": row["path"], "converts": converts}
        for row in rows
        for converts, count in ((True, row["conversions"]), (False, row["nulls"]))
        for _ in range(int(count))
    ]
    data = pd.DataFrame(parts)
    data["id"] = range(len(data))
    models = MAM(
        data,
        group_channels=False,
        channels_colname="path",
        journey_with_conv_colname="converts",
        path_separator=" > ",
    )
    result, cpu, wall = timed(lambda: models.attribution_markov(transition_to_same_state=False))
    grouped = result[1]
    credit = dict(zip(grouped.iloc[:, 0], grouped.iloc[:, 1].astype(float), strict=True))
    return [run("markov_order_1", cpu, wall, credit)]


def timed(work):
    cpu, wall = time.process_time(), time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        result = work()
    return result, time.process_time() - cpu, time.perf_counter() - wall


def run(model: str, cpu: float, wall: float, credit: dict) -> dict:
    return {"model": model, "cpu": cpu, "wall": wall, "credit": credit}


RIVALS = {
    "ChannelAttribution": channel_attribution,
    "marketing_attribution_models": marketing_attribution_models,
}

if __name__ == "__main__":
    print(json.dumps(RIVALS[sys.argv[1]](read(sys.argv[2]))))
