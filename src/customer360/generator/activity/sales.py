"""Personal shopping: leads, the opportunities they become, and how those end."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.generator.block import Block
from customer360.generator.calendar import DAY, OFFICE_HOURS, WINDOW_END, WINDOW_START, at_hours
from customer360.generator.columns import Frame, constant, money, take_text, timestamps, where

_LEAD, _DEAL = "lead", "opportunity"
_SOURCES = ("web_form", "boutique", "event", "referral", "phone")


def emit_stages(block: Block, system: str, campaigns: tuple[str, ...], currency: str) -> None:
    """Rows of crm_stages: each lead and opportunity, stage by stage, in order of time."""
    sampler, records = block.sampler("sales", system), block.records[system]
    started = np.maximum(records.created_at, WINDOW_START + sampler.below(len(records), 300 * DAY))
    record = np.flatnonzero(started < WINDOW_END - 5 * DAY)
    size = len(record)
    started = started[record]
    lead = block.keys("leads", "LD", size, 6)
    deal = block.keys("opportunities", "OP", size, 6)
    amount = (300 + sampler.early(size, 6_000, power=2)) * 100
    fate = sampler.pick(size, (0.3, 0.18, 0.22, 0.2, 0.1))
    LOST_LEAD, OPEN_LEAD, WON, LOST, OPEN = range(5)
    converts = fate >= WON
    # object, stage, in which fates, days after the one before, probability, won, closed
    plan = (
        (_LEAD, "new", fate >= 0, 0, None, None, False),
        (_LEAD, "working", fate != OPEN_LEAD, 3, None, None, False),
        (_LEAD, "disqualified", fate == LOST_LEAD, 10, None, None, True),
        (_LEAD, "converted", converts, 8, None, None, True),
        (_DEAL, "consultation", converts, 0, 0.3, False, False),
        (_DEAL, "selection", converts, 9, 0.5, False, False),
        (_DEAL, "offer", fate != OPEN, 7, 0.75, False, False),
        (_DEAL, "won", fate == WON, 12, 1.0, True, True),
        (_DEAL, "lost", fate == LOST, 15, 0.0, False, True),
    )
    day = started // DAY
    campaign = where(
        sampler.chance(size, 0.7), take_text(campaigns, sampler.below(size, len(campaigns)))
    )
    source = take_text(_SOURCES, sampler.below(size, len(_SOURCES)))
    earlier = started
    for kind, stage, mask, days, probability, won, closed in plan:
        mask = mask & (converts if kind == _DEAL else np.ones(size, dtype=bool))
        day = day + np.where(mask, sampler.below(size, days + 1), 0)
        moment = np.maximum(at_hours(sampler, day, OFFICE_HOURS), earlier + 300)
        earlier = np.where(mask, moment, earlier)
        rows = np.flatnonzero(mask & (moment < WINDOW_END))
        take = pa.array(rows)
        count = len(rows)
        is_deal = kind == _DEAL
        frame: Frame = {
            "object_type": constant(kind, count),
            "object_id": (deal if is_deal else lead).take(take),
            "stage": constant(stage, count),
            "occurred_at": timestamps(moment[rows], True),
            "source_customer_id": records.key.take(pa.array(record[rows])),
            "email": records.frame["email"].take(pa.array(record[rows])),
            "amount": money(amount[rows], 2, mask=np.full(count, not is_deal)),
            "currency": constant(currency, count),
            "probability": pa.array([probability] * count, pa.float64()),
            "is_won": pa.array([won] * count, pa.bool_()),
            "is_closed": pa.array([closed] * count, pa.bool_()),
            "primary_campaign_id": campaign.take(take),
            "lead_source": source.take(take),
            "converted_to_object_id": where(np.full(count, stage == "converted"), deal.take(take)),
        }
        block.emit("crm_stages", system, frame)
