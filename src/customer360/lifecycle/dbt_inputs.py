"""From the columns of the dbt models to the functions of this package, company by company."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from customer360.company_rows import CompanyRows
from customer360.lifecycle.backtest import Rules, backtests
from customer360.lifecycle.gamma_gamma import GammaGamma
from customer360.lifecycle.mbg_nbd import MbgNbd
from customer360.lifecycle.order_days import OrderDays, date_of, day_number
from customer360.lifecycle.predictions import predict
from customer360.lifecycle.purchase_models import PurchaseModels, fit_models, version_days
from customer360.lifecycle.regular_gaps import RegularGaps
from customer360.lifecycle.silence import best_limit, p_silent_before, silence_days

_GAP_COLUMNS = ("gap_k", "gap_r", "gap_alpha_days", "gap_a", "gap_b")

PARAMETERS = pa.schema(
    [
        ("company_id", pa.string()),
        ("valid_from", pa.date32()),
        ("customer_count", pa.int64()),
        ("repeat_customer_count", pa.int64()),
        *((name, pa.float64()) for name in ("r", "alpha_days", "a", "b")),
        *((name, pa.float64()) for name in _GAP_COLUMNS),
        *((name, pa.float64()) for name in ("value_p", "value_q", "value_gamma")),
    ]
)

SILENCE_LIMITS = pa.schema(
    [
        ("company_id", pa.string()),
        ("valid_from", pa.date32()),
        *((name, pa.int64()) for name in ("repeats", "recency_days", "silence_days")),
    ]
)

BACKTESTS = pa.schema(
    [
        ("company_id", pa.string()),
        ("method", pa.string()),
        ("split_date", pa.date32()),
        ("repeat_customer_count", pa.int64()),
        *((name, pa.int64()) for name in ("customers", "called", "gone", "called_and_gone")),
        *((name, pa.float64()) for name in ("precision", "recall", "f1")),
    ]
)

PREDICTIONS = pa.schema(
    [
        ("company_id", pa.string()),
        ("customer_id", pa.string()),
        *(
            (name, pa.float64())
            for name in ("p_alive", "expected_orders_12m", "expected_order_value")
        ),
    ]
)


def fitted_parameters(order_days: pa.Table, companies: pa.Table, settings: pa.Table) -> pa.Table:
    """Every version of each company's models, see PARAMETERS; none where nobody has bought.

    Earlier versions than today's are fitted where the history of stages needs them.
    """
    quarterly_companies = _companies_with_method(settings, {"p_alive", "auto"})
    rows = []
    for company_id, today, days in _companies(order_days, companies):
        own = OrderDays.from_table(days)
        for day in version_days(own, today, company_id in quarterly_companies):
            models = fit_models(own, day)
            if models is not None:
                rows.append(_parameter_row(company_id, day, models))
    return pa.Table.from_pylist(rows, PARAMETERS)


def silence_limits(
    order_days: pa.Table, parameters: pa.Table, settings: pa.Table, companies: pa.Table
) -> pa.Table:
    """How long each kind of customer may be silent, for companies that choose automatically.

    One row for each version of a company's models and each history on an order day on which the
    version was in force, see SILENCE_LIMITS.
    """
    automatic = _companies_with_method(settings, {"auto"})
    settings_of, versions_of = CompanyRows(settings), CompanyRows(parameters)
    parts = [SILENCE_LIMITS.empty_table()]
    for company_id, _, days in _companies(order_days, companies):
        if company_id not in automatic:
            continue
        own = OrderDays.from_table(days)
        versions = versions_of.of(company_id).sort_by("valid_from").to_pylist()
        own_settings = settings_of.of(company_id).to_pylist()
        for version, following in pairwise(versions):
            start, end = day_number(version["valid_from"]), day_number(following["valid_from"])
            horizon = int(_setting(own_settings, "abandon_days", version["valid_from"]))
            model = _models(version).purchases
            limit = best_limit(p_silent_before(model, own, start, horizon))
            repeats, recency = own.histories_between(start, end)
            parts.append(
                pa.table(
                    [
                        pa.array([company_id] * len(repeats), pa.string()),
                        pa.array([version["valid_from"]] * len(repeats), pa.date32()),
                        repeats,
                        recency,
                        silence_days(model, repeats, recency, horizon, limit),
                    ],
                    schema=SILENCE_LIMITS,
                )
            )
    return pa.concat_tables(parts)


def abandon_backtests(order_days: pa.Table, settings: pa.Table, companies: pa.Table) -> pa.Table:
    """Every abandon method of each company on the second half of its history, see BACKTESTS.

    No rows for a company whose orders all fall on one day.
    """
    rows: list[dict[str, object]] = []
    settings_of = CompanyRows(settings)
    for company_id, today, days in _companies(order_days, companies):
        own = OrderDays.from_table(days)
        end = day_number(today)
        split = own.history_start + (end - own.history_start + 1) // 2
        models = fit_models(own, split)
        if models is None:
            continue
        own_settings = settings_of.of(company_id).to_pylist()
        rules = Rules(
            int(_setting(own_settings, "abandon_days", today)),
            float(_setting(own_settings, "abandon_p_alive", today)),
        )
        rows.extend(
            {
                "company_id": company_id,
                "method": result.method,
                "split_date": date_of(split),
                "repeat_customer_count": models.repeat_customer_count,
                "customers": result.customers,
                "called": result.called,
                "gone": result.gone,
                "called_and_gone": result.both,
                "precision": result.precision,
                "recall": result.recall,
                "f1": result.f1,
            }
            for result in backtests(own, split, end, rules, models.orders, models.purchases)
        )
    return pa.Table.from_pylist(rows, BACKTESTS)


def predicted_values(
    customers: pa.Table, order_days: pa.Table, parameters: pa.Table, companies: pa.Table
) -> pa.Table:
    """One row for each customer and prospect of a company in which anybody has bought.

    Args:
        customers: company_id, customer_id, first_seen_date.
        order_days: as of int_customer_order_days.
        parameters: of fitted_parameters; the newest version of a company is used.
        companies: company_id, as_of, time_zone.
    """
    newest = {row["company_id"]: row for row in parameters.sort_by("valid_from").to_pylist()}
    customers_of = CompanyRows(customers)
    parts = []
    for company_id, today, days in _companies(order_days, companies):
        own = customers_of.of(company_id).sort_by("customer_id")
        # A day of the company, as those of orders: who orders at first sight has not waited.
        seen = own["first_seen_date"].cast(pa.date32()).cast(pa.int32())
        ids = own["customer_id"].combine_chunks()
        result = predict(
            ids,
            seen.to_numpy().astype(np.int64),
            OrderDays.from_table(days),
            _models(newest[company_id]),
            day_number(today),
        )
        parts.append(
            pa.table(
                [
                    pa.array([company_id] * len(ids), pa.string()),
                    ids,
                    *(
                        pa.array(values, pa.float64(), from_pandas=True)
                        for values in (
                            result.p_alive,
                            result.expected_orders,
                            result.expected_order_value,
                        )
                    ),
                ],
                schema=PREDICTIONS,
            )
        )
    return pa.concat_tables(parts) if parts else PREDICTIONS.empty_table()


def _companies(order_days: pa.Table, companies: pa.Table) -> Iterator[tuple[str, date, pa.Table]]:
    """Each company with orders: its id, its today and its rows."""
    days_of = CompanyRows(order_days)
    for row in sorted(companies.to_pylist(), key=lambda row: row["company_id"]):
        own = days_of.of(row["company_id"])
        if len(own):
            yield row["company_id"], _local_date(row["as_of"], row["time_zone"]), own


def _companies_with_method(settings: pa.Table, methods: set[str]) -> set[str]:
    """The companies that state one of these abandon methods for any time."""
    return {
        row["company_id"]
        for row in settings.to_pylist()
        if row["setting"] == "abandon_method" and row["value"] in methods
    }


def _setting(settings: list[dict], setting: str, day: date) -> str:
    """The company's setting as it stands on the day."""
    values = {
        row["valid_from"]: row["value"]
        for row in settings
        if row["setting"] == setting and row["valid_from"] <= day
    }
    return values[max(values)]


def _local_date(instant: datetime, time_zone: str) -> date:
    return instant.replace(tzinfo=UTC).astimezone(ZoneInfo(time_zone)).date()


def _parameter_row(company_id: str, day: int, models: PurchaseModels) -> dict[str, object]:
    orders, values, gaps = models.orders, models.values, models.gaps
    rhythm = (gaps.k, gaps.r, gaps.alpha, gaps.a, gaps.b) if gaps else (None,) * 5
    return {
        "company_id": company_id,
        "valid_from": date_of(day),
        "customer_count": models.customer_count,
        "repeat_customer_count": models.repeat_customer_count,
        "r": orders.r,
        "alpha_days": orders.alpha,
        "a": orders.a,
        "b": orders.b,
        **dict(zip(_GAP_COLUMNS, rhythm, strict=True)),
        "value_p": values and values.p,
        "value_q": values and values.q,
        "value_gamma": values and values.gamma,
    }


def _models(row: dict) -> PurchaseModels:
    values = None
    if row["value_p"] is not None:
        values = GammaGamma(row["value_p"], row["value_q"], row["value_gamma"])
    orders = MbgNbd(row["r"], row["alpha_days"], row["a"], row["b"])
    rhythm = [row[name] for name in _GAP_COLUMNS]
    gaps = RegularGaps(*rhythm) if rhythm[0] is not None else None
    return PurchaseModels(orders, gaps, values, row["customer_count"], row["repeat_customer_count"])
