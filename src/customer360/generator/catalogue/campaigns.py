"""Campaigns of a company as data, and what the paid ones cost per day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from customer360.generator.block import Block
from customer360.generator.calendar import DAY, WINDOW_END, WINDOW_START, days_since_epoch
from customer360.generator.columns import constant, dates, money, text, timestamps


@dataclass(frozen=True)
class Campaign:
    key: str
    name: str
    channel: str
    objective: str
    starts: date
    days: int
    source: str = ""
    medium: str = ""
    #: Whole units of currency a day; 0 where it costs nothing but work.
    daily_spend: int = 0
    #: Hundredths that a click costs, about.
    click_price: int = 50
    parent: str = ""
    offer: str = ""
    #: Share of the audience that is held back to measure what the campaign adds.
    holdout: float = 0.0

    @property
    def starts_at(self) -> int:
        return days_since_epoch(self.starts) * DAY

    @property
    def ends_at(self) -> int:
        return self.starts_at + self.days * DAY

    @property
    def utm_campaign(self) -> str:
        return self.name.lower().replace(" ", "_")


def emit_campaigns(
    block: Block, system: str, campaigns: tuple[Campaign, ...], currency: str
) -> None:
    """The `campaigns` table; the budget of a paid one is a little more than it costs."""
    budget = np.array([one.daily_spend * one.days * 110 for one in campaigns])
    free = budget == 0

    def words(values: list[str]) -> pa.Array:
        return text([value or None for value in values])

    block.emit(
        "campaigns",
        system,
        {
            "campaign_id": text([one.key for one in campaigns]),
            "campaign_name": text([one.name for one in campaigns]),
            "channel": text([one.channel for one in campaigns]),
            "parent_campaign_id": words([one.parent for one in campaigns]),
            "objective": text([one.objective for one in campaigns]),
            "starts_at": timestamps(np.array([one.starts_at for one in campaigns]), True),
            "ends_at": timestamps(np.array([one.ends_at for one in campaigns]), True),
            "budget": money(budget, 2, mask=free),
            "actual_cost": money(budget * 10 // 11, 2, mask=free),
            "currency": constant(currency, len(campaigns)),
            "utm_source": words([one.source for one in campaigns]),
            "utm_medium": words([one.medium for one in campaigns]),
            "utm_campaign": words([one.medium and one.utm_campaign for one in campaigns]),
            "offer_id": words([one.offer for one in campaigns]),
            "holdout_share": pa.array([one.holdout for one in campaigns]),
        },
    )


def emit_spend(block: Block, system: str, campaigns: tuple[Campaign, ...], currency: str) -> None:
    """The `spend` table: a row for each day a paid campaign ran, more at week-ends."""
    sampler = block.sampler("spend", system)
    paid = [one for one in campaigns if one.daily_spend]
    days, which = [], []
    for position, one in enumerate(paid):
        first = max(one.starts_at, WINDOW_START) // DAY
        run = np.arange(first, min(one.ends_at, WINDOW_END) // DAY)
        days.append(run)
        which.append(np.full(len(run), position))
    day, campaign = np.concatenate(days), np.concatenate(which)
    size = len(day)
    daily = np.array([one.daily_spend for one in paid])[campaign]
    weekend = np.where((day + 3) % 7 >= 5, 130, 100)  # 1970-01-01 was a Thursday
    spend = daily * weekend * sampler.between(size, 70, 130) // 100
    click_price = np.array([one.click_price for one in paid])[campaign]
    clicks = spend * 100 // (click_price * sampler.between(size, 75, 140))
    block.emit(
        "spend",
        system,
        {
            "spend_date": dates(day),
            "channel": text([one.channel for one in paid]).take(pa.array(campaign)),
            "campaign_id": text([one.key for one in paid]).take(pa.array(campaign)),
            "spend": money(spend, 2),
            "currency": constant(currency, size),
            "impressions": pa.array(clicks * sampler.between(size, 40, 120)),
            "clicks": pa.array(clicks),
        },
    )
