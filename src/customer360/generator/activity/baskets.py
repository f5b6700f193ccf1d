"""What lies in a basket: products, quantities and prices, for orders and for carts left behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from customer360.generator.catalogue.products import Products
from customer360.generator.columns import Frame, money
from customer360.generator.sampling import Sampler, falling_weights


@dataclass(frozen=True)
class Baskets:
    """One entry per line, the lines of a basket behind each other; money in hundredths."""

    basket: np.ndarray  # position of the basket
    line_no: np.ndarray  # from 1
    product: np.ndarray
    quantity: np.ndarray
    price: np.ndarray  # of one piece
    discount: np.ndarray  # on the line
    size: int  # number of baskets

    @property
    def line_value(self) -> np.ndarray:
        return self.price * self.quantity - self.discount

    def total(self, per_line: np.ndarray) -> np.ndarray:
        """Sum over the lines of each basket."""
        return np.bincount(self.basket, weights=per_line, minlength=self.size).astype(np.int64)

    def frame(self, order_id: pa.Array, products: Products) -> Frame:
        """The `order_lines` of baskets that were bought."""
        return {
            "order_id": order_id.take(pa.array(self.basket)),
            "line_no": pa.array(self.line_no),
            "product_id": products.key.take(pa.array(self.product)),
            "quantity": pa.array(self.quantity),
            "line_value": money(self.line_value, 2),
            "discount": money(self.discount, 2, mask=self.discount == 0),
        }


def draw_baskets(
    sampler: Sampler, products: Products, has_coupon: np.ndarray, rate: np.ndarray
) -> Baskets:
    """One basket per entry; `rate` is what one unit of its currency is in the company's own."""
    size = len(has_coupon)
    lines = 1 + sampler.early(size, 5, power=2)
    basket = np.repeat(np.arange(size), lines)
    line_no = np.arange(len(basket)) - np.repeat(np.cumsum(lines) - lines, lines) + 1
    product = sampler.pick(len(basket), falling_weights(len(products), 8))
    quantity = 1 + sampler.early(len(basket), 4, power=4)
    price = products.price[product] // rate[basket]
    # Ten percent off, in whole units where the price is high.
    unit = np.where(price >= 100_000, 100, 1)
    discount = np.where(has_coupon[basket], price * quantity // 10 // unit * unit, 0)
    return Baskets(basket, line_no, product, quantity, price, discount, size)
