"""The assortment of a company, read from its word list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from customer360.generator.columns import Frame, constant, money, numbered, text
from customer360.generator.words import read_words


@dataclass(frozen=True)
class Products:
    key: pa.Array
    name: pa.Array
    category: pa.Array
    brand: pa.Array
    price: np.ndarray  # in hundredths of the company's currency
    cost: np.ndarray
    replenish_days: np.ndarray  # 0 where the product is not used up

    def __len__(self) -> int:
        return len(self.price)

    def frame(self, currency: str) -> Frame:
        """The `products` table; the last but two are no longer sold."""
        size = len(self)
        active = np.ones(size, dtype=bool)
        active[[size - 3, size // 2]] = False
        return {
            "product_id": self.key,
            "product_name": self.name,
            "category_path": self.category,
            "brand": self.brand,
            "price": money(self.price, 2),
            "cost": money(self.cost, 2),
            "currency": constant(currency, size),
            "is_active": pa.array(active),
            "replenish_days": pa.array(self.replenish_days, mask=self.replenish_days == 0),
        }


@cache
def read_products(company_id: str, prefix: str) -> Products:
    entries = read_words(f"products_{company_id}")
    names, categories, brands, prices, costs, days = zip(*entries, strict=True)
    return Products(
        numbered(prefix, np.arange(1, len(names) + 1), 4),
        text(names),
        text(categories),
        text(brands),
        np.array([round(float(price) * 100) for price in prices]),
        np.array([round(float(cost) * 100) for cost in costs]),
        np.array([int(day or 0) for day in days]),
    )
