"""Daily Letter: a newsletter that knows an address and an opt-in of its readers, nothing else."""

from __future__ import annotations

from customer360.generator.people.names import EN
from customer360.generator.people.names import FR as FRENCH
from customer360.generator.people.places import FR, GB, SG
from customer360.generator.profile import Company, System

LETTER = System(
    "landing",
    "",
    coverage=1.0,
    duplicates=0.09,
    filled={"email": 1.0, "opt_in": 1.0},
    test_accounts=0.0,
)

COMPANY = Company(
    company_id="daily_letter",
    code="dl",
    share=10,
    mix=((EN, GB, 0.6), (EN, SG, 0.2), (FRENCH, FR, 0.2)),
    systems=(LETTER,),
    newsletter_only=True,
)
