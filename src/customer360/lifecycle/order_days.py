"""The buying days of one company's customers, and what they say on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days since 1970, as Arrow counts them."""
    return (day - _EPOCH).days


def date_of(day: int) -> date:
    return _EPOCH + timedelta(days=day)


@dataclass(frozen=True)
class Customers:
    """What is known of each customer on one day; all arrays have one length.

    Attributes:
        codes: the customers, as indices of OrderDays.customer_ids.
        order_days: days on which they bought.
        recency: days from the first to the last of them.
        age: days from the first of them to the day.
        value: what they paid on all of them, less refunds.
    """

    codes: Whole
    order_days: Whole
    recency: Whole
    age: Whole
    value: Numbers

    @property
    def repeats(self) -> Whole:
        return self.order_days - 1

    @property
    def paid(self) -> Numbers:
        """The value, but nothing where more came back than is known to have been paid."""
        return np.maximum(self.value, 0)


@dataclass(frozen=True)
class OrderDays:
    """One row for each customer and buying day, ordered by both."""

    customer_ids: pa.Array
    codes: Whole
    days: Whole
    values: Numbers

    @classmethod
    def from_table(cls, table: pa.Table) -> OrderDays:
        """From the columns customer_id, order_date and net_value, in any order of rows."""
        table = table.sort_by([("customer_id", "ascending"), ("order_date", "ascending")])
        ids = table["customer_id"].combine_chunks().dictionary_encode()
        return cls(
            ids.dictionary,
            ids.indices.to_numpy(zero_copy_only=False).astype(np.int64),
            table["order_date"].cast(pa.date32()).cast(pa.int32()).to_numpy().astype(np.int64),
            pc.fill_null(table["net_value"].cast(pa.float64()), 0.0).to_numpy(),
        )

    @property
    def first_day(self) -> int:
        return int(self.days.min())

    @property
    def history_start(self) -> int:
        """The day from which the company has been selling, as far as its orders show.

        A few order days before more than a year in which nobody bought are those of clocks and
        tills, such as 1970-01-01: at most one in twenty, or one.
        """
        days = np.sort(self.days)
        few = max(len(days) // 20, 1)
        silences = np.flatnonzero(np.diff(days[: few + 1]) > 365)
        return int(days[silences[-1] + 1] if len(silences) else days[0])

    def before(self, day: int) -> Customers:
        """The customers as their orders before ``day`` show them on the day before it."""
        known = self.days < day
        codes, days = self.codes[known], self.days[known]
        if len(codes) == 0:
            nothing = np.empty(0, np.int64)
            return Customers(nothing, nothing, nothing, nothing, np.empty(0))
        starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
        ends = np.r_[starts[1:], len(codes)]
        first, last = days[starts], days[ends - 1]
        return Customers(
            codes[starts],
            ends - starts,
            last - first,
            day - 1 - first,
            np.add.reduceat(self.values[known], starts),
        )

    def histories_between(self, start: int, end: int) -> tuple[Whole, Whole]:
        """The distinct histories on buying days in [start, end): repeats so far and recency."""
        first_rows = np.flatnonzero(np.r_[True, self.codes[1:] != self.codes[:-1]])
        sizes = np.diff(np.r_[first_rows, len(self.codes)])
        repeats = np.arange(len(self.codes)) - np.repeat(first_rows, sizes)
        recency = self.days - np.repeat(self.days[first_rows], sizes)
        inside = (self.days >= start) & (self.days < end)
        pairs = np.unique(np.stack([repeats[inside], recency[inside]], axis=1), axis=0)
        return pairs[:, 0], pairs[:, 1]

    def median_gaps(self, day: int) -> Numbers:
        """For each customer of ``before(day)`` the median days between orders; NaN without one."""
        known = self.days < day
        codes, days = self.codes[known], self.days[known]
        if len(codes) == 0:
            return np.empty(0)
        is_first = np.r_[True, codes[1:] != codes[:-1]]
        customers = np.cumsum(is_first) - 1
        gaps = np.diff(days, prepend=days[0])
        # ordered by customer and gap, a customer's gaps lie side by side
        owners, gaps = customers[~is_first], gaps[~is_first]
        order = np.lexsort((gaps, owners))
        owners, gaps = owners[order], gaps[order].astype(np.float64)
        counts = np.bincount(owners, minlength=customers[-1] + 1)
        starts = np.cumsum(counts) - counts
        medians = np.full(len(counts), np.nan)
        some = counts > 0
        low = starts[some] + (counts[some] - 1) // 2
        high = starts[some] + counts[some] // 2
        medians[some] = (gaps[low] + gaps[high]) / 2
        return medians
