"""The next best products of each customer: what others bought together with what they have.

`affinity` learns from baskets which products belong together, `next_best` picks for customers,
`tables` reads and writes Arrow tables of many companies. Nothing here knows dbt.
"""

from customer360.recommendations.tables import RECOMMENDATIONS, recommendations

__all__ = ["RECOMMENDATIONS", "recommendations"]
