"""Which records are one customer: resolution of one company's records, without a database.

``resolve`` takes and returns pyarrow tables; ``resolve_companies`` runs it per company.
"""

from customer360.identity.customers import customer_id
from customer360.identity.explain import PAIRS
from customer360.identity.levels import COMPARISONS
from customer360.identity.lookups import Lookups
from customer360.identity.resolve import Resolution, resolve, resolve_companies
from customer360.identity.schema import (
    BLOCKED,
    CLUSTERS,
    IDENTIFIER_LINKS,
    OVERRIDES,
    RECORDS,
    REFUSED,
    IdentityInputError,
)
from customer360.identity.settings import Settings

__all__ = [
    "BLOCKED",
    "CLUSTERS",
    "COMPARISONS",
    "IDENTIFIER_LINKS",
    "OVERRIDES",
    "PAIRS",
    "RECORDS",
    "REFUSED",
    "IdentityInputError",
    "Lookups",
    "Resolution",
    "Settings",
    "customer_id",
    "resolve",
    "resolve_companies",
]
