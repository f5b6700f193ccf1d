"""What is offered, why, and that nothing else decides it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_recommender import affinity_of, score_of
from scipy import sparse

from customer360.recommendations import RECOMMENDATIONS, recommendations
from customer360.recommendations.affinity import affinities, ordinary

NOW = datetime(2025, 6, 30, 12)


def table(rows: list[tuple], *columns: tuple[str, pa.DataType]) -> pa.Table:
    schema = pa.schema([("company_id", pa.string()), *columns])
    values = list(zip(*rows, strict=True)) if rows else [[]] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(values, schema, strict=True)]
    return pa.table(arrays, schema=schema)


CUSTOMER, PRODUCT = ("customer_id", pa.string()), ("product_id", pa.string())


def inputs(orders, products, wishes=(), customers=(), companies=("acme",)):
    """``orders``: (customer or None, days ago, products); ``products``: name -> (sold, days)."""
    lines, bought = [], {}
    for number, (customer, days, names) in enumerate(orders):
        for name in sorted(set(names)):
            lines.append(("acme", f"shop:{number:04}", name))
            if customer is not None:
                key = ("acme", customer, name)
                at = NOW - timedelta(days=days)
                bought[key] = max(at, bought.get(key, at))
    people = {customer for customer, _, _ in orders if customer is not None} | set(customers)
    return {
        "companies": table([(one, NOW) for one in companies], ("as_of", pa.timestamp("us"))),
        "customers": table([("acme", one) for one in sorted(people)], CUSTOMER),
        "products": table(
            [("acme", name, *values) for name, values in products.items()],
            PRODUCT,
            ("is_sold", pa.bool_()),
            ("replenish_days", pa.int32()),
        ),
        "order_products": table(lines, ("order_key", pa.string()), PRODUCT),
        "purchases": table(
            [(*key, at) for key, at in bought.items()],
            CUSTOMER,
            PRODUCT,
            ("last_ordered_at", pa.timestamp("us")),
        ),
        "wishes": table([("acme", *wish) for wish in wishes], CUSTOMER, PRODUCT),
    }


def picks(result: pa.Table, customer: str) -> list[tuple[str, str, str | None]]:
    return [
        (row["product_id"], row["reason"], row["because_product_id"])
        for row in result.to_pylist()
        if row["customer_id"] == customer
    ]


ORDERS = [
    *[(None, 10, ["tea", "cup"])] * 6,
    *[(None, 10, ["tea", "pot"])] * 3,
    *[(None, 10, ["jam"])] * 20,
    ("ana", 5, ["tea"]),
]
SOLD = {"cup": (True, None), "jam": (True, None), "pot": (True, None), "tea": (True, 30)}


def test_what_others_bought_with_it_comes_before_what_everybody_buys():
    result = recommendations(**inputs(ORDERS, SOLD, customers=["new"]))
    assert result.schema == RECOMMENDATIONS
    assert picks(result, "ana") == [
        ("cup", "bought_together", "tea"),
        ("pot", "bought_together", "tea"),
        ("jam", "popular", None),
    ]
    assert [name for name, *_ in picks(result, "new")] == ["jam", "tea", "cup", "pot"]


def test_a_wish_comes_first_and_what_is_used_up_returns():
    orders = [*ORDERS, ("bob", 30, ["tea"]), ("cy", 29, ["tea"])]
    result = recommendations(**inputs(orders, SOLD, wishes=[("ana", "jam"), ("ana", None)]))
    assert picks(result, "ana")[0] == ("jam", "wish_list", None)
    assert picks(result, "bob")[0] == ("tea", "replenish", None)
    assert "tea" not in {name for name, *_ in picks(result, "cy")}


def test_a_wish_that_was_bought_is_no_wish_any_more():
    orders = [*ORDERS, ("bob", 30, ["tea"])]
    result = recommendations(**inputs(orders, SOLD, wishes=[("bob", "tea")]))
    assert picks(result, "bob")[0] == ("tea", "replenish", None)


def test_what_is_no_longer_sold_teaches_but_is_not_offered():
    result = recommendations(**inputs(ORDERS, {**SOLD, "cup": (False, None)}, [("ana", "cup")]))
    assert [name for name, *_ in picks(result, "ana")] == ["pot", "jam"]


def test_what_no_catalogue_lists_teaches_but_is_not_offered():
    known = {"pot": SOLD["pot"]}
    assert picks(recommendations(**inputs(ORDERS, known)), "ana") == [
        ("pot", "bought_together", "tea")
    ]


def test_a_company_without_orders_or_products_has_none():
    assert recommendations(**inputs([], {}, customers=["ana"])).num_rows == 0
    assert recommendations(**inputs([], SOLD, customers=["ana"])).num_rows == 0
    wished = recommendations(**inputs([], SOLD, [("ana", "pot")]))
    assert wished.num_rows == 0  # ana is no customer here
    wished = recommendations(**inputs([], SOLD, [("ana", "pot")], customers=["ana"]))
    assert picks(wished, "ana") == [("pot", "wish_list", None)]


def test_companies_learn_nothing_from_each_other():
    alone = recommendations(**inputs(ORDERS, SOLD))
    both = inputs(ORDERS, SOLD, companies=("acme", "other"))
    for name, rows in both.items():
        if name == "companies":
            continue
        other = rows.set_column(0, "company_id", pa.array(["other"] * len(rows), pa.string()))
        both[name] = pa.concat_tables([other.slice(0, len(other) // 2), rows])
    result = recommendations(**both)
    acme = result.filter(pa.compute.equal(result["company_id"], "acme"))
    assert acme.equals(alone)


def test_orders_of_wholesale_size_teach_nothing():
    rows = [range(5)] * 3 + [range(20)] + [range(21)] + [[0]]
    baskets = sparse.csr_array(
        (
            np.ones(sum(map(len, rows))),
            np.concatenate([list(row) for row in rows]),
            np.cumsum([0, *map(len, rows)]),
        ),
        shape=(len(rows), 30),
    )
    assert ordinary(baskets).sum(axis=1).tolist() == [5, 5, 5, 20]
    # Where large baskets are the ordinary ones, they are what there is to learn from.
    assert ordinary(baskets[3:5]).sum(axis=1).tolist() == [20]
    big = sparse.csr_array(np.ones((3, 60)))
    assert ordinary(big).shape[0] == 3
    assert ordinary(sparse.csr_array(np.ones((3, 101)))).shape[0] == 0


@pytest.mark.parametrize("few, many", [(1, 8)])
def test_a_coincidence_is_less_than_a_habit(few, many):
    baskets = [[1, 1, 0, 0]] * few + [[0, 0, 1, 1]] * many
    result = affinities(sparse.csr_array(np.array(baskets, dtype=float))).toarray()
    assert result[0, 1] == few / (few + 10)
    assert result[2, 3] == many / (many + 10)
    assert result[0, 2] == 0


names = st.sampled_from("abcdefg")
orders = st.lists(
    st.tuples(
        st.sampled_from([None, "u", "v", "w"]), st.integers(0, 400), st.sets(names, min_size=1)
    ),
    max_size=25,
)
catalogues = st.dictionaries(
    names, st.tuples(st.booleans(), st.one_of(st.none(), st.integers(1, 200))), max_size=7
)
wish_lists = st.lists(st.tuples(st.sampled_from("uvwx"), names), max_size=5)


@settings(max_examples=150, deadline=None)
@given(orders, catalogues, wish_lists, st.randoms(use_true_random=False))
def test_equals_plain_loops_in_any_order_of_rows(orders, products, wishes, random):
    given_tables = inputs(orders, products, wishes, customers=["x"])
    result = recommendations(**given_tables, count=3)
    shuffled = {}
    for name, rows in given_tables.items():
        places = list(range(len(rows)))
        random.shuffle(places)
        shuffled[name] = rows.take(pa.array(places, pa.int64()))
    assert recommendations(**shuffled, count=3).equals(result)

    baskets = [set(order[2]) for order in orders]
    affinity = affinity_of(baskets)
    offered = defaultdict(list)
    for row in result.to_pylist():
        offered[row["customer_id"]].append((row["product_id"], row["score"], row["reason"]))
    for customer in {order[0] for order in orders if order[0]} | {"x"}:
        bought: dict[str, float] = {}
        for who, days, basket in orders:
            if who == customer:
                for name in basket:
                    bought[name] = min(days, bought.get(name, days))
        expected = {}
        for name, (is_sold, replenish_days) in products.items():
            is_used_up = name in bought and replenish_days and bought[name] >= replenish_days
            if is_sold and (name not in bought or is_used_up):
                is_asked = (customer, name) in wishes or bool(is_used_up)
                score = score_of(name, bought, baskets, affinity, is_asked)
                if score > 0:
                    expected[name] = score
        found = offered[customer]
        assert [score for _, score, _ in found] == pytest.approx(
            sorted(expected.values(), reverse=True)[:3]
        )
        assert [score for _, score, _ in found] == pytest.approx(
            [expected[name] for name, _, _ in found]
        )
        assert len({name for name, _, _ in found}) == len(found)
