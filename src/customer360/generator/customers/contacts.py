"""The address and the number a system has for a person: own, old, shared, mistyped or made up."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.generator.columns import choose, rewrite, take_text, where
from customer360.generator.customers import corruptions
from customer360.generator.people.contacts import write_phones
from customer360.generator.people.population import People
from customer360.generator.profile import Company, System
from customer360.generator.sampling import Sampler

#: Shares of records with the person's own and second (or former) address.
_EMAIL_OWNERS = (0.93, 0.07)
#: Shares with the person's own and former number, and with one that is now another's.
_PHONE_OWNERS = (0.96, 0.035, 0.005)
OWN, OLD, STRANGERS, FAMILYS = range(4)
#: How often people of a household that shares an address or number give it.
_FAMILYS_SHARE = 0.55


def email_column(
    sampler: Sampler,
    company: Company,
    system: System,
    people: People,
    person: np.ndarray,
    copy: np.ndarray,
) -> pa.Array:
    """`copy` counts the records of one person in the system from 0."""
    size, noise, contacts = len(person), system.noise, people.contacts
    rows = pa.array(person)
    owner = sampler.pick(size, _EMAIL_OWNERS)
    owner[(copy > 0) & sampler.chance(size, 0.3)] = OLD
    owner[people.shares_email[person] & sampler.chance(size, _FAMILYS_SHARE)] = FAMILYS
    if company.newsletter_only:
        owner[:] = OWN
    addresses = (contacts.email, contacts.second_email, contacts.email, contacts.family_email)
    email = choose(owner, [column.take(rows) for column in addresses])
    if company.newsletter_only:
        # Who signs up again writes the same address in another way, else it would be refused.
        other_way = np.where(copy > 0, sampler.below(size, 3), -1)
        ways = (corruptions.shouted, corruptions.plus_tag, corruptions.padded)
        for code, change in enumerate(ways):
            email = rewrite(email, other_way == code, sampler.uniform(size), change)
    for change, share in (
        (corruptions.mistyped_domain, 0.012),
        (corruptions.plus_tag, 0.01),
        (corruptions.shouted, 0.015),
        (corruptions.padded, 0.012),
    ):
        email = rewrite(email, sampler.chance(size, share * noise), sampler.uniform(size), change)
    # Where an address is all there is, nobody gets far with a made-up one.
    careless = 0.009 * noise if "phone" in system.filled else 0.002
    junk = take_text(company.junk_emails, sampler.below(size, len(company.junk_emails)))
    return where(sampler.chance(size, careless), junk, email)


def phone_column(sampler: Sampler, system: System, people: People, person: np.ndarray) -> pa.Array:
    size, noise, contacts = len(person), system.noise, people.contacts
    rows = pa.array(person)
    owner = sampler.pick(size, _PHONE_OWNERS)
    owner[people.shares_phone[person] & sampler.chance(size, _FAMILYS_SHARE)] = FAMILYS
    stranger = sampler.below(size, len(people))
    numbers = [
        contacts.phone.take(rows),
        contacts.former_phone.take(rows),
        contacts.former_phone.take(pa.array(stranger)),
        contacts.family_phone.take(rows),
    ]
    country = people.country[np.where(owner == STRANGERS, stranger, person)]
    style = sampler.pick(size, system.phone_styles)
    phone = write_phones(choose(owner, numbers), country, style)
    for change, share in ((corruptions.wrong_phone_digit, 0.012), (corruptions.junk_phone, 0.008)):
        phone = rewrite(phone, sampler.chance(size, share * noise), sampler.uniform(size), change)
    return phone
