"""What a visit leaves behind: how it came, the pages it saw, the searches and wish lists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from customer360.generator.activity.visits import Visits, slugs
from customer360.generator.block import Block
from customer360.generator.calendar import DAY
from customer360.generator.catalogue.campaigns import Campaign
from customer360.generator.catalogue.products import Products
from customer360.generator.columns import (
    Frame,
    constant,
    hexadecimal,
    join,
    money,
    nulls,
    numbered,
    scrambled,
    take_text,
    text,
    timestamps,
    where,
)
from customer360.generator.people.spelling import without_marks
from customer360.generator.sampling import Sampler, falling_weights


@dataclass(frozen=True)
class Entrance:
    """A way into the shop. Weights: of the first visit of a journey, of any later one."""

    first: float
    later: float
    touch_type: str = "page"
    source: str = ""
    medium: str = ""
    #: The newest that has begun is the one that is tagged, while it runs and a week longer.
    campaigns: tuple[Campaign, ...] = ()
    referrer: str = ""
    click_id: str = ""  # gclid, fbclid, ttclid, msclkid
    cost: int = 0  # hundredths a click, about


@dataclass(frozen=True)
class Site:
    system: str
    host: str
    currency: str
    entrances: tuple[Entrance, ...]
    searches: tuple[str, ...]
    landings: tuple[str, ...] = ("/", "/nouveautes", "/soldes", "/femme", "/homme")


CLICK_IDS = ("gclid", "fbclid", "ttclid", "msclkid")


def emit_touches(
    block: Block, site: Site, visits: Visits, products: Products, emails: pa.Array
) -> None:
    """One row per page of each visit; `emails` are those of the shop's records.

    A visitor is a cookie; about one page in eight is seen logged in and names the address too.
    """
    sampler = block.sampler("touches", site.system)
    order = np.argsort(visits.started_at, kind="stable")
    pages = 1 + sampler.early(len(visits), 4, power=2)
    visit = np.repeat(order, pages)
    size = len(visit)
    page = np.arange(size) - np.repeat(np.cumsum(pages) - pages, pages)
    is_entry = page == 0
    seconds = visits.started_at[visit] + page * 130 + np.where(is_entry, 0, sampler.below(size, 90))

    entrance = _entrances(sampler.uniform(size), site, visits.is_first[visit])
    # Pages of one visit share the way it came.
    entrance = entrance[np.maximum.accumulate(np.where(is_entry, np.arange(size), 0))]
    product = sampler.pick(size, falling_weights(len(products), 8))
    kind = _touch_types(site, entrance, is_entry, sampler.uniform(size))
    names = [without_marks(name) for name in products.name.to_pylist()]
    shown = slugs(text(names)).take(pa.array(product))
    path = take_text(site.landings, sampler.below(size, len(site.landings)))
    on_product = ~is_entry | sampler.chance(size, 0.4)
    path = where(on_product, join("/produits/", shown), path)
    logged_in = (visits.record[visit] >= 0) & sampler.chance(size, 0.12)
    is_search, is_wish = kind == "search", kind == "wishlist"
    term = take_text(site.searches, sampler.below(size, len(site.searches)))
    session = block.counters.claim("sessions", len(visits)) + np.arange(len(visits))
    frame: Frame = {
        "touch_id": block.keys("touches", "T", size, 8),
        "anonymous_id": visits.cookie.take(pa.array(visit)),
        "email": where(
            logged_in, emails.take(pa.array(visits.record[visit], mask=visits.record[visit] < 0))
        ),
        "occurred_at": timestamps(seconds, True),
        "touch_type": text(kind.tolist()),
        "session_id": numbered("v", np.repeat(session, pages), 8),
        "url": join("https://", site.host, where(is_search, join("/recherche?q=", term), path)),
    }
    frame |= _origin(sampler, site, entrance, is_entry, seconds, size)
    frame["search_term"] = where(is_search, term)
    frame["product_id"] = where(
        is_wish | (on_product & ~is_search & (kind == "page")), products.key.take(pa.array(product))
    )
    block.emit("touches", site.system, frame)


def _entrances(draws: np.ndarray, site: Site, is_first: np.ndarray) -> np.ndarray:
    first, later = (
        np.cumsum([getattr(one, name) for one in site.entrances]) for name in ("first", "later")
    )
    return np.where(
        is_first,
        np.searchsorted(first[:-1], draws * first[-1], side="right"),
        np.searchsorted(later[:-1], draws * later[-1], side="right"),
    )


def _touch_types(
    site: Site, entrance: np.ndarray, is_entry: np.ndarray, draws: np.ndarray
) -> np.ndarray:
    entry_type = np.array([one.touch_type for one in site.entrances])[entrance]
    inside = np.where(draws < 0.1, "search", np.where(draws < 0.16, "wishlist", "page"))
    return np.where(is_entry, entry_type, inside)


def _origin(
    sampler: Sampler,
    site: Site,
    entrance: np.ndarray,
    is_entry: np.ndarray,
    seconds: np.ndarray,
    size: int,
) -> Frame:
    """Tags, referrer, click ids and cost of the entry page; later pages come from the shop."""
    frame: Frame = {}
    rows = pa.array(entrance)

    def of_entry(values: list[str]) -> pa.Array:
        column = text([value or None for value in values]).take(rows)
        return where(is_entry, column)

    frame["referrer"] = where(
        ~is_entry,
        constant(f"https://{site.host}/", size),
        of_entry([one.referrer for one in site.entrances]),
    )
    frame["utm_source"] = of_entry([one.source for one in site.entrances])
    frame["utm_medium"] = of_entry([one.medium for one in site.entrances])
    campaign, tag = _running_campaign(site, entrance, seconds)
    frame["campaign_id"] = where(is_entry & sampler.chance(size, 0.6), campaign)
    frame["utm_campaign"] = where(is_entry, tag)
    token = hexadecimal(scrambled(seconds * 64 + sampler.below(size, 64), salt=97))
    for name in CLICK_IDS:
        marked = np.array([one.click_id == name for one in site.entrances])[entrance]
        if any(one.click_id == name for one in site.entrances):
            frame[name] = where(marked & is_entry, join("Cj0", token))
    cost = np.array([one.cost for one in site.entrances])[entrance]
    cost = cost * sampler.between(size, 60, 140) // 100
    paid = is_entry & (cost > 0)
    frame["cost"] = money(cost, 2, mask=~paid)
    frame["currency"] = where(paid, constant(site.currency, size), nulls(size))
    return frame


def _running_campaign(
    site: Site, entrance: np.ndarray, seconds: np.ndarray
) -> tuple[pa.Array, pa.Array]:
    """Key and tag of the campaign behind each entry; null where none was running."""
    known = list(dict.fromkeys(one for entry in site.entrances for one in entry.campaigns))
    chosen = np.full(len(entrance), -1)
    for position, entry in enumerate(site.entrances):
        for one in sorted(entry.campaigns, key=lambda campaign: campaign.starts):
            runs = (seconds >= one.starts_at) & (seconds < one.ends_at + 7 * DAY)
            chosen[(entrance == position) & runs] = known.index(one)
    rows = pa.array(chosen, mask=chosen < 0)
    keys, tags = [one.key for one in known], [one.utm_campaign for one in known]
    return text(keys).take(rows), text(tags).take(rows)
