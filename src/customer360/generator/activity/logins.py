"""Which browser turned out to be whom: links between cookies, records, addresses and cards."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.generator.activity.orders import Orders
from customer360.generator.block import Block
from customer360.generator.calendar import WINDOW_END, WINDOW_START, moment_between
from customer360.generator.columns import Frame, constant, timestamps
from customer360.generator.customers.identifiers import cookies


def emit_order_logins(block: Block, orders: Orders) -> None:
    """At the checkout: a login names the record, a guest's form the address."""
    cookie, key, email = (
        orders.frame[name] for name in ("anonymous_id", "source_customer_id", "email")
    )
    has_cookie, has_key, has_email = (
        column.is_valid().to_numpy(zero_copy_only=False) for column in (cookie, key, email)
    )
    for mask, kind, values, link in (
        (has_cookie & has_key, "source_record_id", key, "login"),
        (has_cookie & ~has_key & has_email, "email", email, "form"),
    ):
        rows = np.flatnonzero(mask)
        _emit(block, orders.habits.system, "anonymous_id", cookie.take(pa.array(rows)), kind,
              values.take(pa.array(rows)), orders.ordered_at[rows], link, 1.0,
              orders.habits.utc)  # fmt: skip


def emit_mail_clicks(block: Block, system: str, share: float) -> None:
    """A click in a letter carries the reader's id to the shop's cookie."""
    records, sampler = block.records[system], block.sampler("logins", "clicks")
    valid = records.frame["email"].is_valid().to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(valid & sampler.chance(len(records), share))
    browser = sampler.pick(len(rows), (6, 4))
    cookie = cookies(block.company, block.people, records.person[rows], browser)
    low = np.maximum(records.created_at[rows], WINDOW_START)
    _emit(block, system, "anonymous_id", cookie, "email",
          records.frame["email"].take(pa.array(rows)),
          moment_between(sampler, low, WINDOW_END), "click_id", 0.9, True)  # fmt: skip


def emit_receipts(block: Block, system: str, share: float, utc: bool) -> None:
    """Someone who asks for the receipt by mail shows the card and gives an address."""
    records, sampler = block.records[system], block.sampler("logins", "receipts")
    both = np.ones(len(records), dtype=bool)
    for name in ("email", "loyalty_id"):
        both &= records.frame[name].is_valid().to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(both & sampler.chance(len(records), share))
    own = block.people.contacts.email.take(pa.array(records.person[rows]))
    low = np.maximum(records.created_at[rows], WINDOW_START)
    _emit(block, system, "loyalty_id", records.frame["loyalty_id"].take(pa.array(rows)), "email",
          own, moment_between(sampler, low, WINDOW_END), "receipt", 0.95, utc)  # fmt: skip


def _emit(block: Block, system: str, kind_a: str, value_a: pa.Array, kind_b: str,
          value_b: pa.Array, seconds: np.ndarray, link: str, confidence: float,
          utc: bool) -> None:  # fmt: skip
    size = len(seconds)
    frame: Frame = {
        "id_type_a": constant(kind_a, size),
        "id_value_a": value_a,
        "id_type_b": constant(kind_b, size),
        "id_value_b": value_b,
        "observed_at": timestamps(seconds, utc),
        "link_type": constant(link, size),
        "confidence": pa.repeat(pa.scalar(confidence), size),
    }
    block.emit("identity_links", system, frame)
