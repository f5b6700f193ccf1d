"""Questions and complaints, and attributes that others sell about people."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.generator.block import Block
from customer360.generator.calendar import (
    DAY,
    OFFICE_HOURS,
    WINDOW_END,
    WINDOW_START,
    at_hours,
    moment_between,
)
from customer360.generator.columns import Frame, take_text, text, timestamps, where

_ATTRIBUTES = {
    "income_band": ("low", "middle", "high"),
    "household_size": ("1", "2", "3", "4", "5+"),
    "life_stage": ("young_single", "couple", "family", "empty_nest", "retired"),
}


def emit_cases(block: Block, system: str, share: float, channels: tuple[str, ...]) -> None:
    """Service cases of some records of a system; the newest may still be open."""
    sampler, records = block.sampler("cases", system), block.records[system]
    row = np.flatnonzero(sampler.chance(len(records), share))
    size = len(row)
    low = np.maximum(records.created_at[row], WINDOW_START)
    opened = moment_between(sampler, low, WINDOW_END, OFFICE_HOURS)
    order = np.argsort(opened, kind="stable")
    row, opened = row[order], opened[order]
    closed = at_hours(sampler, opened // DAY + 1 + sampler.early(size, 20), OFFICE_HOURS)
    is_open = closed >= WINDOW_END
    kind = sampler.pick(size, (5, 3, 2))
    # Complaints leave people less content than questions.
    mood = 5 - sampler.early(size, np.where(kind == 1, 5, 3), power=2) - (kind == 1)
    answered = ~is_open & sampler.chance(size, 0.55)
    frame: Frame = {
        "case_id": block.keys("cases", "CASE-", size, 6),
        "source_customer_id": records.key.take(pa.array(row)),
        "opened_at": timestamps(opened, records.system.utc),
        "closed_at": timestamps(closed, records.system.utc, mask=is_open),
        "case_type": take_text(("question", "complaint", "request"), kind),
        "priority": take_text(("low", "normal", "high"), sampler.pick(size, (3, 6, 1))),
        "status": where(is_open, take_text(("open", "waiting"), sampler.below(size, 2)),
                        take_text(("closed",), np.zeros(size, dtype=np.int64))),
        "channel": take_text(channels, sampler.below(size, len(channels))),
        "satisfaction": pa.array(np.clip(mood, 1, 5), mask=~answered),
    }  # fmt: skip
    block.emit("service_cases", system, frame)


def emit_enrichments(
    block: Block, system: str, providers: dict[str, float], share: float = 0.5
) -> None:
    """Attributes by e-mail from each provider; `providers` gives how often each is right."""
    records = block.records[system]
    has_email = records.frame["email"].is_valid().to_numpy(zero_copy_only=False)
    truth = {
        name: block.sampler("enrichments", name).below(len(block.people), len(values))
        for name, values in _ATTRIBUTES.items()
    }
    for provider, right in providers.items():
        sampler = block.sampler("enrichments", system, provider)
        for attribute, values in _ATTRIBUTES.items():
            row = np.flatnonzero(has_email & sampler.chance(len(records), share))
            size = len(row)
            known = truth[attribute][records.person[row]]
            guess = np.where(sampler.chance(size, right), known, sampler.below(size, len(values)))
            observed = WINDOW_START + sampler.below(size, (WINDOW_END - WINDOW_START) // DAY) * DAY
            # One answer per address, attribute and day.
            frame: Frame = {
                "provider": text([provider] * size),
                "attribute": text([attribute] * size),
                "observed_at": timestamps(observed, True),
                "source_customer_id": records.key.take(pa.array(row)),
                "email": records.frame["email"].take(pa.array(row)),
                "value": take_text(values, guess),
                "valid_days": pa.array(np.full(size, 365 if attribute == "income_band" else 730)),
                "confidence": pa.array(sampler.between(size, 50, 99) / 100),
            }
            block.emit("enrichments", system, frame)
