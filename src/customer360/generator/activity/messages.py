"""Letters and short messages, event by event."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.generator.activity.responses import emit_consents, emit_members
from customer360.generator.activity.sends import (
    CLICKED,
    DELIVERED,
    EVENTS,
    HARD,
    OPENED,
    QUEUED,
    SENT,
    Endings,
    MessageHabits,
    Sends,
    draw_sends,
)
from customer360.generator.block import Block
from customer360.generator.calendar import DAY, WINDOW_END
from customer360.generator.catalogue.campaigns import Campaign
from customer360.generator.columns import Frame, constant, take_text, text, timestamps, where


def emit_messages(block: Block, habits: MessageHabits, campaigns: tuple[Campaign, ...]) -> None:
    """Rows of message_events, campaign_members and consents of one channel."""
    sends, endings = draw_sends(block, habits, campaigns)
    responded_at = _emit_events(block, habits, campaigns, sends, endings)
    emit_members(block, habits, campaigns, sends, responded_at)
    emit_consents(block, habits, endings)


def _emit_events(
    block: Block, habits: MessageHabits, campaigns: tuple[Campaign, ...], sends: Sends,
    endings: Endings,
) -> np.ndarray:  # fmt: skip
    """Hands the events to the block; the second of the first human response per send, or 0."""
    sampler = block.sampler("message events", habits.system)
    stopped_at, reason = endings.stopped_at, endings.reason
    size = len(sends.record)
    was_sent = ~sends.is_control
    delivered = was_sent & (sends.outcome == DELIVERED)
    by_machine = delivered & sampler.chance(size, habits.machine_opens)
    opened = delivered & sampler.chance(size, habits.opens)
    clicked = opened & sampler.chance(size, habits.clicks / max(habits.opens, 0.001))
    arrived = sends.sent_at + 2 + sampler.below(size, 50)
    open_at = arrived + 60 + sampler.early(size, 3 * DAY, power=4)
    click_at = open_at + 5 + sampler.below(size, 240)
    # The event that ends the record's subscription belongs to the last send before it.
    last = np.zeros(len(stopped_at), dtype=np.int64)
    np.maximum.at(last, sends.record, np.where(was_sent, sends.sent_at, 0))
    ends = was_sent & (sends.sent_at == last[sends.record]) & (reason[sends.record] > HARD)
    parts = [
        (QUEUED, was_sent, sends.sent_at - 30 - sampler.below(size, 600)),
        (SENT, was_sent, sends.sent_at),
        (None, was_sent, arrived),  # delivered, bounced or failed
        (OPENED, by_machine, arrived + 1 + sampler.below(size, 8)),
        (OPENED, opened, open_at),
        (CLICKED, clicked, click_at),
        (None, ends, stopped_at[sends.record]),
    ]
    of_send = np.concatenate([np.flatnonzero(mask) for _, mask, _ in parts])
    happened = np.concatenate([moment[mask] for _, mask, moment in parts])
    kinds = [
        np.full(mask.sum(), code) if code is not None else column[mask]
        for (code, mask, _), column in zip(
            parts, [None, None, sends.outcome, None, None, None, reason[sends.record]], strict=True
        )
    ]
    is_machine = np.concatenate(
        [np.full(mask.sum(), position == 3) for position, (_, mask, _) in enumerate(parts)]
    )
    kind = np.concatenate(kinds)
    inside = happened < WINDOW_END
    order = np.lexsort((kind, happened))
    order = order[inside[order]]
    of_send, happened, kind, is_machine = (
        column[order] for column in (of_send, happened, kind, is_machine)
    )
    rows = pa.array(sends.record[of_send])
    records = block.records[habits.system]
    message = block.keys(f"messages {habits.system}", f"{habits.channel[0]}m-", size, 8)
    link = take_text(habits.links, sampler.below(len(kind), len(habits.links)))
    variant = take_text(habits.variants, sends.record[of_send] % len(habits.variants))
    frame: Frame = {
        "message_event_id": block.keys(
            f"events {habits.system}", f"{habits.channel[0]}e-", len(kind), 8
        ),
        "source_customer_id": records.key.take(rows),
        habits.channel.replace("sms", "phone"): records.frame[
            "email" if habits.channel == "email" else "phone"
        ].take(rows),
        "message_id": message.take(pa.array(of_send)),
        "channel": constant(habits.channel, len(kind)),
        "event_type": take_text(EVENTS, kind),
        "occurred_at": timestamps(happened, True),
        "campaign_id": text([one.key for one in campaigns]).take(pa.array(sends.campaign[of_send])),
        "variant": variant,
        "link_url": where(kind == CLICKED, link),
        "is_machine_open": pa.array(is_machine, mask=kind != OPENED),
    }
    block.emit("message_events", habits.system, frame)
    return np.where(clicked & (click_at < WINDOW_END), click_at, 0)
