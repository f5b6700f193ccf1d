"""Why two records are one person or not, and why a customer is made of its records.

``explain_pair`` and ``explain_customer`` read a built warehouse; ``pair_page`` and
``customer_page`` draw what they found as one HTML file, ``ExplainTerminal`` prints it.
"""

from customer360.explain.customer import (
    CustomerExplanation,
    explain_customer,
    explain_people,
)
from customer360.explain.marts import Marts
from customer360.explain.model import Company, Comparison, ExplainError, Identifier, Link, Record
from customer360.explain.pair import PairExplanation, explain_pair
from customer360.explain.verdict import verdict

__all__ = [
    "Company",
    "Comparison",
    "CustomerExplanation",
    "ExplainError",
    "Identifier",
    "Link",
    "Marts",
    "PairExplanation",
    "Record",
    "explain_customer",
    "explain_pair",
    "explain_people",
    "verdict",
]
