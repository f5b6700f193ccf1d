"""How each abandon method would have done: called on one half of the time, judged by the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from customer360.lifecycle.mbg_nbd import MbgNbd
from customer360.lifecycle.order_days import Customers, OrderDays
from customer360.lifecycle.silence import SilenceModel, best_limit

METHODS = ("fixed_days", "individual_gap", "p_alive", "auto")

#: An own gap so many times as long, the customer is gone.
_GAPS_OF_SILENCE = 3


@dataclass(frozen=True)
class Rules:
    """The settings by which the methods decide."""

    abandon_days: int
    abandon_p_alive: float


@dataclass(frozen=True)
class Backtest:
    """One method on one split.

    Attributes:
        customers: everybody who had bought before the split.
        called: those the method calls gone on the day of the split.
        gone: those who did not buy again until the end.
        both: those of whom both is true.
    """

    method: str
    customers: int
    called: int
    gone: int
    both: int

    @property
    def precision(self) -> float | None:
        return self.both / self.called if self.called else None

    @property
    def recall(self) -> float | None:
        return self.both / self.gone if self.gone else None

    @property
    def f1(self) -> float | None:
        total = self.called + self.gone
        return 2 * self.both / total if total else None


def backtests(
    order_days: OrderDays,
    split: int,
    end: int,
    rules: Rules,
    model: MbgNbd,
    silences: SilenceModel,
) -> list[Backtest]:
    """Every method of METHODS, called by what was known before the split.

    Args:
        order_days: all orders of a company.
        split: the first day that the methods do not know.
        end: the last day that is judged.
        rules: settings of the company.
        model: fitted on the orders before the split, in days; ``p_alive`` asks it.
        silences: the model that ``auto`` asks, fitted on the same.
    """
    known = order_days.before(split)
    later = order_days.codes[(order_days.days >= split) & (order_days.days <= end)]
    is_gone = ~np.isin(known.codes, later)
    results = []
    for method in METHODS:
        horizon = end - split + 1
        is_called = called_gone(method, order_days, known, split, horizon, rules, model, silences)
        results.append(
            Backtest(
                method,
                len(is_gone),
                int(is_called.sum()),
                int(is_gone.sum()),
                int((is_called & is_gone).sum()),
            )
        )
    return results


def called_gone(
    method: str,
    order_days: OrderDays,
    known: Customers,
    split: int,
    horizon: int,
    rules: Rules,
    model: MbgNbd,
    silences: SilenceModel,
) -> NDArray[np.bool_]:
    """Whom the method calls gone; ``auto`` is asked about a silence of ``horizon`` days."""
    silence = known.age - known.recency
    if method == "fixed_days":
        return silence >= rules.abandon_days
    if method == "individual_gap":
        limits = _GAPS_OF_SILENCE * order_days.median_gaps(split)
        return silence >= np.where(np.isnan(limits), rules.abandon_days, limits)
    if method == "p_alive":
        alive = model.p_alive(known.repeats, known.recency, known.age)
        return alive <= rules.abandon_p_alive
    if method == "auto":
        silent = silences.p_no_order(known.repeats, known.recency, known.age, horizon)
        return silent >= best_limit(silent)
    raise ValueError(f"unknown abandon method {method!r}; known are {', '.join(METHODS)}")
