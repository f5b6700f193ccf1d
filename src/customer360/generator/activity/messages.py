"""Letters and short messages: who was sent what, what came of it, and who had enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from customer360.generator.activity.campaigns import Campaign
from customer360.generator.block import Block
from customer360.generator.calendar import DAY, WINDOW_END
from customer360.generator.columns import (
    Frame,
    constant,
    join,
    nulls,
    take_text,
    text,
    timestamps,
    where,
)

_EVENTS = (
    "queued", "sent", "delivered", "bounced_soft", "bounced_hard", "failed", "opened", "clicked",
    "unsubscribed", "complained",
)  # fmt: skip
(QUEUED, SENT, DELIVERED, SOFT, HARD, FAILED, OPENED, CLICKED, UNSUBSCRIBED, COMPLAINED) = range(10)


@dataclass(frozen=True)
class MessageHabits:
    system: str
    channel: str  # email or sms
    #: Share of the reachable who get a campaign.
    audience: float
    #: Shares of the delivered; machine opens are those of privacy proxies and spam filters.
    opens: float
    machine_opens: float
    clicks: float
    unsubscribes: float
    hard_bounces: float
    links: tuple[str, ...]
    variants: tuple[str, ...] = ("A", "B")


@dataclass(frozen=True)
class Sends:
    """One entry per person and campaign, also those held back."""

    record: np.ndarray
    campaign: np.ndarray
    sent_at: np.ndarray
    is_control: np.ndarray
    outcome: np.ndarray  # of those sent: DELIVERED, SOFT, HARD or FAILED


def emit_messages(block: Block, habits: MessageHabits, campaigns: tuple[Campaign, ...]) -> None:
    """Rows of message_events, campaign_members and consents of one channel."""
    sends, stopped_at, reason = _draw_sends(block, habits, campaigns)
    events = _emit_events(block, habits, campaigns, sends, stopped_at, reason)
    _emit_members(block, habits, campaigns, sends, events)
    _emit_consents(block, habits, stopped_at, reason)


def _draw_sends(
    block: Block, habits: MessageHabits, campaigns: tuple[Campaign, ...]
) -> tuple[Sends, np.ndarray, np.ndarray]:
    """Sends until each record's last; per record the second and the event that ended it."""
    sampler, records = block.sampler("sends", habits.system), block.records[habits.system]
    size = len(records)
    opt_in = records.frame["opt_in"].fill_null(False).to_numpy(zero_copy_only=False)
    address = records.frame["email" if habits.channel == "email" else "phone"]
    reachable = opt_in & address.is_valid().to_numpy(zero_copy_only=False)
    rows, which, times = [], [], []
    for position, campaign in enumerate(campaigns):
        start = campaign.starts_at + 7 * 3600 + (position % 5) * 3600
        member = reachable & (records.created_at < start) & sampler.chance(size, habits.audience)
        row = np.flatnonzero(member)
        rows.append(row)
        which.append(np.full(len(row), position))
        times.append(start + sampler.below(len(row), 5_400))
    record, campaign, sent_at = (np.concatenate(part) for part in (rows, which, times))
    total = len(record)
    holdout = np.array([one.holdout for one in campaigns])[campaign]
    is_control = sampler.chance(total, holdout)
    outcome = np.array([DELIVERED, SOFT, HARD, FAILED])[
        sampler.pick(total, (0.965, 0.02, habits.hard_bounces, 0.004))
    ]
    leaves = sampler.chance(total, habits.unsubscribes) & (outcome == DELIVERED)
    complains = sampler.chance(total, habits.unsubscribes / 8) & (outcome == DELIVERED)
    ending = np.where(complains, COMPLAINED, np.where(leaves, UNSUBSCRIBED, 0))
    ending = np.where(outcome == HARD, HARD, ending)
    ending[is_control] = 0
    delay = np.where(outcome == HARD, 40, 600 + sampler.early(total, 2 * DAY))
    stopped_at = np.full(size, WINDOW_END)
    ends = ending > 0
    np.minimum.at(stopped_at, record[ends], (sent_at + delay)[ends])
    reason = np.zeros(size, dtype=np.int64)
    decisive = ends & (sent_at + delay == stopped_at[record])
    reason[record[decisive]] = ending[decisive]
    keep = (sent_at <= stopped_at[record]) & (sent_at < WINDOW_END)
    sends = Sends(*(column[keep] for column in (record, campaign, sent_at, is_control, outcome)))
    return sends, stopped_at, reason


def _emit_events(
    block: Block, habits: MessageHabits, campaigns: tuple[Campaign, ...], sends: Sends,
    stopped_at: np.ndarray, reason: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Hands the events to the block; the second of the first human response per send, or 0."""
    sampler = block.sampler("message events", habits.system)
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
        "event_type": take_text(_EVENTS, kind),
        "occurred_at": timestamps(happened, True),
        "campaign_id": text([one.key for one in campaigns]).take(pa.array(sends.campaign[of_send])),
        "variant": variant,
        "link_url": where(kind == CLICKED, link),
        "is_machine_open": pa.array(is_machine, mask=kind != OPENED),
    }
    block.emit("message_events", habits.system, frame)
    return np.where(clicked & (click_at < WINDOW_END), click_at, 0)


def _emit_members(
    block: Block, habits: MessageHabits, campaigns: tuple[Campaign, ...], sends: Sends,
    responded_at: np.ndarray,
) -> None:  # fmt: skip
    """A row for everyone a campaign with a control group was meant for, control included."""
    held = np.array([one.holdout > 0 for one in campaigns])
    keep = np.flatnonzero(held[sends.campaign])
    record, is_control = sends.record[keep], sends.is_control[keep]
    responded = (responded_at[keep] > 0) & ~is_control
    status = np.where(is_control, 2, np.where(responded, 1, 0))
    records, rows = block.records[habits.system], pa.array(record)
    frame: Frame = {
        "campaign_id": text([one.key for one in campaigns]).take(pa.array(sends.campaign[keep])),
        "member_id": join("m-", records.key.take(rows)),
        "source_customer_id": records.key.take(rows),
        "status": take_text(("sent", "responded", "held_back"), status),
        "status_at": timestamps(np.where(responded, responded_at[keep], sends.sent_at[keep]), True),
        "has_responded": pa.array(responded),
        "first_responded_at": timestamps(responded_at[keep], True, mask=~responded),
        "is_control": pa.array(is_control),
    }
    block.emit("campaign_members", habits.system, frame)


def _emit_consents(
    block: Block, habits: MessageHabits, stopped_at: np.ndarray, reason: np.ndarray
) -> None:
    """The answer at sign-up, and the withdrawal by an unsubscription, complaint or bounce."""
    sampler, records = block.sampler("consents", habits.system), block.records[habits.system]
    answer = records.frame["opt_in"]
    asked = np.flatnonzero(answer.is_valid().to_numpy(zero_copy_only=False))
    granted = answer.fill_null(False).to_numpy(zero_copy_only=False)[asked]
    double = sampler.chance(len(asked), 0.7)
    left = np.flatnonzero(reason > 0)
    status = np.concatenate([np.where(granted, 0, 1), np.full(len(left), 2)])
    method = np.concatenate(
        [np.where(double, 0, 1), np.searchsorted((HARD, UNSUBSCRIBED), reason[left]) + 2]
    )
    moment = np.concatenate([records.created_at[asked], stopped_at[left]])
    row = np.concatenate([asked, left])
    order = np.argsort(moment, kind="stable")
    status, method, moment, row = (column[order] for column in (status, method, moment, row))
    size = len(row)
    methods = ("double_opt_in", "single_opt_in", "bounce", "unsubscribe", "complaint")
    proof = block.keys(f"proofs {habits.system}", f"form-{habits.system}-", size)
    address = "email" if habits.channel == "email" else "phone"
    frame: Frame = {
        "consent_id": block.keys(f"consents {habits.system}", f"{habits.system[0]}c-", size),
        "source_customer_id": records.key.take(pa.array(row)),
        address: records.frame[address].take(pa.array(row)),
        "channel": constant(habits.channel, size),
        "status": take_text(("granted", "denied", "withdrawn"), status),
        "occurred_at": timestamps(moment, records.system.utc),
        "purpose": constant("marketing", size),
        "legal_basis": where(status == 0, constant("consent", size), nulls(size)),
        "method": where(status != 1, take_text(methods, method)),
        "proof_ref": where(status == 0, proof),
        "jurisdiction": take_text(
            ("VN", "SG", "RU", "EU", "GB", "EU"), block.people.country[records.person[row]]
        ),
    }
    block.emit("consents", habits.system, frame)
