"""The name a system has for a person: in its script, as of its day, with its slips."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.generator.columns import Frame, choose, join, join_present, rewrite, where
from customer360.generator.customers import corruptions
from customer360.generator.people.families import NO_NAME
from customer360.generator.people.names import EN, FAMILY_FIRST, RU, ZH
from customer360.generator.people.population import People
from customer360.generator.profile import System
from customer360.generator.sampling import Sampler


def name_columns(
    sampler: Sampler, system: System, people: People, person: np.ndarray, known_at: np.ndarray
) -> Frame:
    """first_name, middle_name, last_name and full_name as known at `known_at` (seconds)."""
    names, size, noise = people.names, len(person), system.noise
    culture = people.culture[person]
    script = np.zeros(size, dtype=np.int64)
    for of_culture, weights in system.scripts.items():
        mask = culture == of_culture
        script[mask] = sampler.pick(int(mask.sum()), weights)

    before = (people.former_family[person] != NO_NAME) & (known_at < people.married_at[person])
    family_at = np.where(before, people.former_family[person], people.family[person])
    given_at, middle_at = people.given[person], people.middle[person]
    given_rows, family_rows = pa.array(given_at), pa.array(family_at)
    middle_rows = pa.array(middle_at, mask=middle_at == NO_NAME)
    first = choose(script, [names.given.spelt(code).take(given_rows) for code in range(3)])
    last = choose(script, [names.family.spelt(code).take(family_rows) for code in range(3)])
    middle = choose(script, [names.middle.spelt(code).take(middle_rows) for code in range(3)])

    nickname = choose(
        people.number[person] % 2,
        [names.given.nickname.take(given_rows), names.given.other_nickname.take(given_rows)],
    )
    called = nickname.is_valid().to_numpy(zero_copy_only=False)
    called &= (script == 0) & sampler.chance(size, 0.07 * noise)
    first = where(called, nickname, first)
    # A wife of a double name: Martin-Duval.
    double = (people.former_family[person] != NO_NAME) & ~before & (culture != RU)
    double &= sampler.chance(size, 0.15)
    former = pa.array(np.maximum(people.former_family[person], 0))
    last = where(double, join(last, "-", names.family.native.take(former)), last)

    first = rewrite(first, sampler.chance(size, 0.022 * noise), sampler.uniform(size),
                    corruptions.typo)  # fmt: skip
    last = rewrite(last, sampler.chance(size, 0.028 * noise), sampler.uniform(size),
                   corruptions.typo)  # fmt: skip
    first = rewrite(first, (culture != ZH) & sampler.chance(size, 0.015 * noise),
                    sampler.uniform(size), corruptions.initial)  # fmt: skip
    swapped = sampler.chance(size, 0.015 * noise)
    first, last = where(swapped, last, first), where(swapped, first, last)
    for change, share in (
        (corruptions.shouted, 0.03),
        (corruptions.whispered, 0.02),
        (corruptions.padded, 0.012),
        (corruptions.unmarked, 0.02),
    ):
        mask, draws = sampler.chance(size, share * noise), sampler.uniform(size)
        first, middle, last = (rewrite(part, mask, draws, change) for part in (first, middle, last))
    full = _full_name(sampler, culture, script, first, middle, last)
    return {"first_name": first, "middle_name": middle, "last_name": last, "full_name": full}


def _full_name(
    sampler: Sampler,
    culture: np.ndarray,
    script: np.ndarray,
    first: pa.Array,
    middle: pa.Array,
    last: pa.Array,
) -> pa.Array:
    """In one cell, as its writer puts it: the family name first or last, the middle name or not."""
    size = len(culture)
    without_middle = sampler.chance(size, np.where(culture == RU, 0.15, 0.3))
    middle = where(~without_middle, middle)
    leads = FAMILY_FIRST[culture] | ((culture == RU) & (script == 0))
    leads ^= sampler.chance(size, np.where(culture == EN, 0.02, 0.12))
    family_first = join_present(last, middle, first)
    russian = join_present(last, first, middle)
    unspaced = (culture == ZH) & (script == 0)
    return choose(
        np.where(unspaced, 0, np.where(~leads, 1, np.where(culture == RU, 2, 3))),
        [join_present(last, first, sep=""), join_present(first, middle, last), russian,
         family_first],
    )  # fmt: skip
