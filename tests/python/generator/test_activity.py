"""What people do makes sense in time and in sum."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

Read = Callable[[str, str], pd.DataFrame]
COMPANIES = ("saigon_table", "dom_uyut", "maison_lumiere")
SIGN = {"points_earned": 1, "points_spent": -1, "points_expired": -1}


def time(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column.str.rstrip("Z"), format="ISO8601")


@pytest.mark.parametrize("company", COMPANIES)
def test_order_value_is_the_sum_of_its_lines(read: Read, company: str) -> None:
    lines, orders = read(company, "order_lines"), read(company, "orders")
    total = lines["line_value"].astype(float).groupby(lines["order_id"]).sum().round(2)
    assert (orders.set_index("order_id")["order_value"].astype(float) == total).all()


@pytest.mark.parametrize("company", COMPANIES)
def test_refunds_follow_a_kept_order_and_do_not_exceed_it(read: Read, company: str) -> None:
    both = read(company, "refunds").merge(read(company, "orders"), on="order_id")
    assert len(both) == len(read(company, "refunds")) > 0
    assert (time(both["refunded_at"]) > time(both["ordered_at"])).all()
    assert (both["refund_value"].astype(float) <= both["order_value"].astype(float)).all()
    assert (both["status"] != "cancelled").all()
    assert (both["currency_x"] == both["currency_y"]).all()


def test_refunds_are_full_partial_and_late(read: Read) -> None:
    both = read("maison_lumiere", "refunds").merge(read("maison_lumiere", "orders"), on="order_id")
    full = both["refund_value"].astype(float) == both["order_value"].astype(float)
    delay = time(both["refunded_at"]) - time(both["ordered_at"])
    assert 0.3 < full.mean() < 0.8
    assert (delay.dt.days > 80).any()


@pytest.mark.parametrize("company", COMPANIES)
def test_few_buy_often_and_many_once(read: Read, company: str) -> None:
    orders = read(company, "orders")
    counts = orders.loc[orders["source_customer_id"] != "", "source_customer_id"].value_counts()
    assert 0.4 < (counts == 1).mean() < 0.8
    assert counts.max() >= 6


@pytest.mark.parametrize("company", COMPANIES)
def test_loyalty_events_name_a_card_that_was_issued(read: Read, company: str) -> None:
    events = read(company, "loyalty_events").query("loyalty_event_id != 'LEH0001'")
    assert set(events["loyalty_id"]) <= set(read(company, "customers")["loyalty_id"]) - {""}
    enrolled = events[events["event_type"] == "enrolled"]
    assert enrolled["loyalty_id"].is_unique
    assert set(enrolled["loyalty_id"]) == set(events["loyalty_id"])


@pytest.mark.parametrize("company", COMPANIES)
def test_points_never_run_out(read: Read, company: str) -> None:
    events = read(company, "loyalty_events")
    events = events[events["event_type"].isin(SIGN) & (events["loyalty_event_id"] != "LEH0001")]
    points = events["points"].astype(float) * events["event_type"].map(SIGN)
    # At one instant points are earned before they are spent.
    order = events.assign(points=points, at=time(events["occurred_at"])).sort_values(
        ["loyalty_id", "at", "points"], ascending=[True, True, False]
    )
    assert order.groupby("loyalty_id")["points"].cumsum().min() >= 0


@pytest.mark.parametrize("company", COMPANIES)
def test_rewards_are_used_or_expire_once_after_their_issue(read: Read, company: str) -> None:
    events = read(company, "loyalty_events")
    events = events[events["reward_id"] != ""].assign(at=lambda frame: time(frame["occurred_at"]))
    issued = events[events["event_type"] == "reward_issued"].set_index("reward_id")["at"]
    ended = events[events["event_type"] != "reward_issued"]
    assert issued.index.is_unique
    assert ended["reward_id"].is_unique
    assert (ended["at"] > ended["reward_id"].map(issued)).all()


@pytest.mark.parametrize("company", COMPANIES)
def test_tiers_rise_in_the_order_of_the_settings(read: Read, company: str) -> None:
    settings = read(company, "company").set_index("setting")["value"]
    tiers = settings["tiers"].split(",")
    changes = read(company, "loyalty_events").query("event_type == 'tier_changed'")
    rank = changes["tier"].map(tiers.index)
    assert (rank > 0).all()
    ordered = changes.assign(rank=rank, at=time(changes["occurred_at"])).sort_values("at")
    assert (ordered.groupby("loyalty_id")["rank"].diff().dropna() > 0).all()


@pytest.mark.parametrize("company", COMPANIES)
def test_nobody_is_written_to_after_leaving(read: Read, company: str) -> None:
    events = read(company, "message_events").assign(at=lambda frame: time(frame["occurred_at"]))
    left = events[events["event_type"].isin(["unsubscribed", "complained", "bounced_hard"])]
    first = left.groupby("source_customer_id")["at"].min()
    sent = events[events["event_type"] == "sent"]
    after = sent["at"] > sent["source_customer_id"].map(first)
    assert not after.any()
    consents = read(company, "consents")
    withdrawn = set(consents.loc[consents["status"] == "withdrawn", "source_customer_id"])
    assert withdrawn == set(first.index)


@pytest.mark.parametrize("company", COMPANIES)
def test_a_message_is_queued_sent_delivered_and_then_opened(read: Read, company: str) -> None:
    events = read(company, "message_events").assign(at=lambda frame: time(frame["occurred_at"]))
    first = events.groupby(["message_id", "event_type"])["at"].min().unstack()
    assert (first["queued"] < first["sent"]).all()
    delivered = first.dropna(subset="delivered")
    assert (delivered["delivered"] > delivered["sent"]).all()
    if "opened" in first:
        opened = first.dropna(subset="opened")
        assert (opened["opened"] > opened["delivered"]).all()
        clicked = first.dropna(subset="clicked")
        assert len(clicked) and (clicked["clicked"] > clicked["opened"]).all()


def test_controls_of_a_campaign_get_no_message(read: Read) -> None:
    for company in COMPANIES:
        members = read(company, "campaign_members")
        held = members[members["is_control"] == "true"]
        events = read(company, "message_events")
        written = set(zip(events["campaign_id"], events["source_customer_id"], strict=True))
        assert len(held)
        assert not written & set(zip(held["campaign_id"], held["source_customer_id"], strict=True))


def test_touches_of_the_browser_precede_the_order(read: Read) -> None:
    orders = read("maison_lumiere", "orders").query("anonymous_id != ''")
    touches = read("maison_lumiere", "touches").query("anonymous_id != ''")
    orders = orders.assign(at=time(orders["ordered_at"]))
    touches = touches.assign(at=time(touches["occurred_at"]))
    both = orders.merge(touches, on="anonymous_id")
    before = (both["at_x"] - both["at_y"]).between(pd.Timedelta(0), pd.Timedelta(days=22))
    with_journey = both.loc[before, "order_id"].nunique()
    assert with_journey > 0.9 * len(orders)


@pytest.mark.parametrize("company", ["dom_uyut", "maison_lumiere"])
def test_carts_end_before_their_order_and_some_are_left(read: Read, company: str) -> None:
    events = read(company, "cart_events").assign(at=lambda frame: time(frame["occurred_at"]))
    last = events.groupby("cart_id")["at"].max()
    orders = read(company, "orders").query("cart_id != ''")
    assert (orders["cart_id"].map(last) < time(orders["ordered_at"])).all()
    assert orders["cart_id"].is_unique
    left = set(last.index) - set(orders["cart_id"])
    assert 0.1 < len(left) / len(last) < 0.6


def test_campaign_tags_are_of_campaigns_that_run(read: Read) -> None:
    campaigns = read("maison_lumiere", "campaigns").query("utm_campaign != ''")
    campaigns = campaigns.set_index("utm_campaign")
    touches = read("maison_lumiere", "touches").query("utm_campaign != ''")
    starts = touches["utm_campaign"].map(time(campaigns["starts_at"]))
    assert len(touches) > 100
    assert (time(touches["occurred_at"]) >= starts).all()
