"""Who is sent a campaign, how far it comes, and with which one somebody has had enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from customer360.generator.block import Block
from customer360.generator.calendar import DAY, WINDOW_END
from customer360.generator.catalogue.campaigns import Campaign

EVENTS = (
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


@dataclass(frozen=True)
class Endings:
    """One entry per record: when and by which event it left the list."""

    stopped_at: np.ndarray  # WINDOW_END where it never did
    reason: np.ndarray  # HARD, UNSUBSCRIBED, COMPLAINED; 0 where it never did


def draw_sends(
    block: Block, habits: MessageHabits, campaigns: tuple[Campaign, ...]
) -> tuple[Sends, Endings]:
    """Sends up to each record's last, and how its subscription ended."""
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
    return sends, Endings(stopped_at, reason)
