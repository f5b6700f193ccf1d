"""The landing contract as data: which tables a company may land and what each column means.

Everything that depends on the contract reads it from here: the loader, the demo generator, the
raw tables' definitions, the dbt sources and the page ``docs/landing_contract.md``.
"""

from __future__ import annotations

from customer360.landing.contract.bookkeeping_tables import BOOKKEEPING_TABLES
from customer360.landing.contract.commerce import (
    CART_EVENTS,
    LOYALTY_EVENTS,
    ORDER_LINES,
    ORDERS,
    PRODUCTS,
    REFUNDS,
)
from customer360.landing.contract.marketing import (
    CAMPAIGN_MEMBERS,
    CAMPAIGNS,
    MESSAGE_EVENTS,
    SPEND,
    TOUCHES,
)
from customer360.landing.contract.people import (
    CONSENTS,
    CRM_STAGES,
    CUSTOMERS,
    ENRICHMENTS,
    IDENTITY_LINKS,
    SERVICE_CASES,
)
from customer360.landing.contract.rules import (
    AUDIENCE_RULES,
    CHANNEL_RULES,
    CONNECTORS,
    EXCHANGE_RATES,
    IDENTITY_OVERRIDES,
    QUALITY_RULES,
    SURVIVORSHIP_RULES,
    SYSTEMS,
)
from customer360.landing.contract.table import SQL_TYPES, Column, Kind, Table, raw_columns

__all__ = [
    "BOOKKEEPING_TABLES",
    "COMPANY_ID_PATTERN",
    "CONTRACT_VERSION",
    "DATA_TABLES",
    "DEFAULT_SOURCE_SYSTEM",
    "RULE_TABLES",
    "SQL_TYPES",
    "SYSTEMS",
    "TABLES",
    "Column",
    "Kind",
    "Table",
    "raw_columns",
]

CONTRACT_VERSION = 1

#: A company's folder name; checked before a byte below it is read.
COMPANY_ID_PATTERN = r"^[a-z][a-z0-9_]{0,30}$"

#: The system inside the company when a row does not name one.
DEFAULT_SOURCE_SYSTEM = "landing"

#: The tables a company sends: ``<table>.csv``, ``<table>.parquet`` or a folder of parts.
DATA_TABLES: tuple[Table, ...] = (
    CUSTOMERS,
    IDENTITY_LINKS,
    CONSENTS,
    CAMPAIGNS,
    CAMPAIGN_MEMBERS,
    MESSAGE_EVENTS,
    TOUCHES,
    CART_EVENTS,
    ORDERS,
    ORDER_LINES,
    REFUNDS,
    PRODUCTS,
    CRM_STAGES,
    LOYALTY_EVENTS,
    SPEND,
    ENRICHMENTS,
    SERVICE_CASES,
)

RULE_TABLES: tuple[Table, ...] = (
    CONNECTORS,
    QUALITY_RULES,
    CHANNEL_RULES,
    AUDIENCE_RULES,
    SURVIVORSHIP_RULES,
    IDENTITY_OVERRIDES,
    EXCHANGE_RATES,
)

TABLES: dict[str, Table] = {table.name: table for table in (*DATA_TABLES, *RULE_TABLES)}
