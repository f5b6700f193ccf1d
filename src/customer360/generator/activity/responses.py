"""What campaigns and sign-ups come to: members with their response, consents and withdrawals."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.generator.activity.sends import HARD, UNSUBSCRIBED, Endings, MessageHabits, Sends
from customer360.generator.block import Block
from customer360.generator.catalogue.campaigns import Campaign
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


def emit_members(
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


def emit_consents(block: Block, habits: MessageHabits, endings: Endings) -> None:
    """The answer at sign-up, and the withdrawal by an unsubscription, complaint or bounce."""
    sampler, records = block.sampler("consents", habits.system), block.records[habits.system]
    answer = records.frame["opt_in"]
    asked = np.flatnonzero(answer.is_valid().to_numpy(zero_copy_only=False))
    granted = answer.fill_null(False).to_numpy(zero_copy_only=False)[asked]
    double = sampler.chance(len(asked), 0.7)
    left = np.flatnonzero(endings.reason > 0)
    status = np.concatenate([np.where(granted, 0, 1), np.full(len(left), 2)])
    method = np.concatenate(
        [np.where(double, 0, 1), np.searchsorted((HARD, UNSUBSCRIBED), endings.reason[left]) + 2]
    )
    moment = np.concatenate([records.created_at[asked], endings.stopped_at[left]])
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
