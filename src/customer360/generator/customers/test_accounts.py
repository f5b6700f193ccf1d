"""Accounts that no customer opened: staff trying out the till, testers of the shop.

Each is a person of its own in the truth: that two rows say "test test" does not make them one.
"""

from __future__ import annotations

import numpy as np

from customer360.generator.calendar import FIRST_RECORD, WINDOW_END, moment_between
from customer360.generator.columns import (
    Frame,
    constant,
    join,
    numbered,
    take_text,
    timestamps,
    where,
)
from customer360.generator.customers.corruptions import JUNK_PHONES
from customer360.generator.profile import System
from customer360.generator.sampling import Sampler

_FIRST = ("test", "Test", "TEST", "тест", "asdf", "xxx", "qa")
_LAST = ("test", "Test", "TEST", "тест", "asdf", "xxx", "account")
_EMAILS = ("test@test.com", "test@example.com", "asdf@asdf.com", "qa@example.com", "a@a.com")


def draw_test_accounts(sampler: Sampler, system: System, size: int, first_key: int) -> Frame:
    """Rows of `customers`, with the columns the system exports."""
    name = sampler.below(size, len(_FIRST))
    first, last = take_text(_FIRST, name), take_text(_LAST, name)
    created = moment_between(
        sampler, FIRST_RECORD + sampler.below(size, WINDOW_END - FIRST_RECORD), WINDOW_END
    )
    columns: Frame = {
        "email": take_text(_EMAILS, sampler.below(size, len(_EMAILS))),
        "phone": where(
            sampler.chance(size, 0.8), take_text(JUNK_PHONES, sampler.below(size, len(JUNK_PHONES)))
        ),
        "first_name": first,
        "last_name": last,
        "full_name": join(first, " ", last),
        "birth_date": where(sampler.chance(size, 0.5), constant("1900-01-01", size)),
    }
    exported = {name: column for name, column in columns.items() if name in system.filled}
    return {
        "source_record_id": numbered(system.key_prefix, first_key + np.arange(size), 6),
        **exported,
        "created_at": timestamps(created, system.utc),
        "updated_at": timestamps(created, system.utc),
    }
