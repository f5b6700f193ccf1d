"""What must hold for any records: order, isolation, sums, overrides, caps."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_companies import company, links, partition

from customer360.identity import (
    COMPARISONS,
    RECORDS,
    IdentityInputError,
    Settings,
    resolve,
    resolve_companies,
)

PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "first_name": st.sampled_from(["Ann", "Anna", "Bob", "Robert", "Null", "Юрий", None]),
            "last_name": st.sampled_from(["Lee", "Li", "Okafor", "Nan", None]),
            "birth_date": st.sampled_from(["1984-03-17", "19840317", "1984-17-03", "no", None]),
            "email": st.sampled_from(["a@mail.org", "b@mail.org", "noreply@mail.org", "x", None]),
            "phone": st.sampled_from(["020 7946 0018", "+442079460018", "0000000000", None]),
            "country": st.sampled_from(["GB", None]),
            "city": st.sampled_from(["Rome", "ROMA", None]),
        }
    ),
    max_size=12,
)
QUICK = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def town() -> pa.Table:
    """600 records of 250 people, with slips."""
    random = np.random.default_rng(5)
    first = ["Olivia", "Noah", "Emma", "Liam", "Ava", "Mateo", "Mia", "Lucas", "Zoe", "Ethan"]
    last = ["Novak", "Keller", "Brandt", "Okafor", "Lindgren", "Moreau", "Petrov", "Tanaka"]
    people = [
        {
            "first_name": first[random.integers(10)],
            "last_name": last[random.integers(8)] + str(random.choice(["", "a", "son"])),
            "birth_date": f"{random.integers(1940, 2005)}-{random.integers(1, 13):02}-11",
            "email": f"p{i}@mail.org",
            "phone": f"+4420794{i:05}",
            "city": str(random.choice(["Rome", "Oslo", "Cork"])),
        }
        for i in range(250)
    ]
    rows = []
    for _ in range(600):
        row = dict(people[random.integers(250)])
        row[str(random.choice(list(row)))] = None
        row[str(random.choice(list(row)))] = None
        rows.append(row)
    return company(*rows)


def same(one, other) -> bool:
    return all(getattr(one, n).equals(getattr(other, n)) for n in ("pairs", "clusters", "blocked"))


@QUICK
@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(people, random):
    records = company(*people)
    order = list(range(len(people)))
    random.shuffle(order)
    assert same(resolve(records), resolve(records.take(pa.array(order, pa.int64()))))


def test_the_order_of_rows_does_not_matter_in_a_town(town):
    order = np.random.default_rng(1).permutation(town.num_rows)
    assert same(resolve(town), resolve(town.take(pa.array(order))))


@QUICK
@given(PEOPLE)
def test_every_record_is_in_one_customer(people):
    clusters = resolve(company(*people)).clusters
    assert sorted(clusters["record_key"].to_pylist()) == sorted(
        company(*people)["record_key"].to_pylist()
    )
    anchors = set(clusters["anchor_record_key"].to_pylist())
    assert len(anchors) == len(set(clusters["customer_id"].to_pylist()))


def test_the_weights_of_the_columns_and_the_prior_sum_to_the_match_weight(town):
    pairs = resolve(town).pairs
    assert pairs.num_rows > 300
    total = pairs["prior_weight"].to_numpy().copy()
    for name in COMPARISONS:
        total += pairs[f"{name}_weight"].to_numpy()
    np.testing.assert_allclose(total, pairs["match_weight"].to_numpy(), atol=1e-9)
    expected = 1 / (1 + np.exp2(-pairs["match_weight"].to_numpy()))
    np.testing.assert_allclose(pairs["match_probability"].to_numpy(), expected, atol=1e-6)


def test_missing_values_weigh_nothing(town):
    pairs = resolve(town).pairs
    for name in COMPARISONS[:-1]:
        missing = pairs.filter(pc.equal(pairs[f"{name}_level"], "missing"))
        assert set(missing[f"{name}_weight"].to_pylist()) <= {0.0}


def test_pairs_are_ordered_unique_and_decided(town):
    pairs = resolve(town).pairs
    keys = list(zip(*(pairs[f"record_key_{side}"].to_pylist() for side in "ab"), strict=True))
    assert all(a < b for a, b in keys)
    assert keys == sorted(set(keys))
    assert set(pairs["decision"].to_pylist()) <= {"linked", "review", "rejected", "forced"}


def test_all_pairs_inside_customers_are_explained(town):
    resolution = resolve(town)
    sizes = pc.value_counts(resolution.clusters["customer_id"]).field("counts").to_numpy()
    linked = pc.is_in(resolution.pairs["decision"], pa.array(["linked", "forced"]))
    assert pc.sum(linked).as_py() == (sizes * (sizes - 1) // 2).sum()


def test_companies_do_not_see_each_other(town):
    other = town.set_column(0, "company_id", pa.array(["other"] * town.num_rows))
    both = resolve_companies(pa.concat_tables([town, other]))
    alone = resolve(town)
    mine = both.clusters.filter(pc.equal(both.clusters["company_id"], "acme"))
    assert mine.equals(alone.clusters)
    theirs = both.clusters.filter(pc.equal(both.clusters["company_id"], "other"))
    ids = [set(table["customer_id"].to_pylist()) for table in (mine, theirs)]
    assert len(ids[0]) == len(ids[1]) > 0
    assert not ids[0] & ids[1]


def test_records_of_two_companies_are_refused(town):
    other = town.slice(0, 5).set_column(0, "company_id", pa.array(["other"] * 5))
    with pytest.raises(IdentityInputError, match="acme, other"):
        resolve(pa.concat_tables([town, other]))


def test_a_repeated_record_key_is_refused():
    with pytest.raises(IdentityInputError, match=r"crm\|x.*not unique"):
        resolve(company({"record_key": "crm|x"}, {"record_key": "crm|x"}))


def test_overrides_win():
    ann = {"first_name": "Ann", "last_name": "Okafor", "email": "ann@mail.org"}
    people = company(ann, ann, {"first_name": "Bo", "last_name": "Chu", "email": "bo@mail.org"})
    first, second, third = people["record_key"].to_pylist()
    assert partition(resolve(people)) == {frozenset({"r0001", "r0002"}), frozenset({"r0003"})}
    cut = links((first, second), link="cannot_link", reason="two people")
    assert len(partition(resolve(people, overrides=cut))) == 3
    join = links((second, third), link="must_link", reason="by phone")
    resolution = resolve(people, overrides=join)
    assert len(partition(resolution)) == 1
    forced = resolution.pairs.filter(pc.equal(resolution.pairs["decision"], "forced"))
    assert forced["record_key_a"].to_pylist() == [second]
    assert forced["rule"].to_pylist() == ["must_link"]


def test_cannot_link_holds_through_a_third_record():
    ann = {"first_name": "Ann", "last_name": "Okafor", "email": "ann@mail.org"}
    people = company(*[ann] * 6)
    keys = people["record_key"].to_pylist()
    cut = links((keys[0], keys[5]), link="cannot_link")
    clusters = resolve(people, overrides=cut).clusters.to_pylist()
    ids = {row["record_key"]: row["customer_id"] for row in clusters}
    assert ids[keys[0]] != ids[keys[5]]


def test_contradictory_overrides_name_the_records():
    people = company({"email": "a@mail.org"}, {"email": "b@mail.org"}, {"email": "c@mail.org"})
    a, b, c = people["record_key"].to_pylist()
    joined = links((a, b), (b, c), link="must_link")
    cut = links((a, c), link="cannot_link")
    overrides = pa.concat_tables([joined, cut])
    with pytest.raises(IdentityInputError, match=r"acme.*crm\|r0001 and crm\|r0003"):
        resolve(people, overrides=overrides)


@pytest.mark.parametrize(
    ("merged", "refused"),
    [
        # people joined 1 and 2, and 3 and 4, and keep 1 and 3 apart
        ([(2, 4)], [(2, 4)]),
        # by a chain of others; which of its middle is wrong nobody knows
        ([(2, 6), (6, 7), (7, 4)], [(2, 6), (4, 7)]),
        # neither a merge beside the chain is refused, nor one that repeats what people said
        ([(2, 6), (4, 6), (2, 5), (6, 7), (1, 2)], [(2, 6), (4, 6)]),
        # where nothing contradicts, all are followed
        ([(2, 5), (4, 6)], []),
    ],
)
def test_merges_of_a_system_give_way_to_people(merged, refused):
    people = company(*({"email": f"p{number}@mail.org"} for number in range(1, 8)))
    key = "crm|r{:04}".format
    overrides = pa.concat_tables(
        [
            links((key(1), key(2)), (key(3), key(4)), link="must_link"),
            links((key(1), key(3)), link="cannot_link"),
            links(*((key(a), key(b)) for a, b in merged), link="merge"),
        ]
    )
    resolution = resolve(people, overrides=overrides)
    assert resolution.refused.to_pylist() == [
        {
            "company_id": "acme",
            "record_key_a": key(a),
            "record_key_b": key(b),
            "reason": "contradicts_overrides",
        }
        for a, b in refused
    ]
    customer = {row["record_key"]: row["customer_id"] for row in resolution.clusters.to_pylist()}
    assert customer[key(1)] == customer[key(2)] != customer[key(3)] == customer[key(4)]
    followed = {tuple(sorted(pair)) for pair in merged} - set(refused)
    assert all(customer[key(a)] == customer[key(b)] for a, b in followed)


def test_an_unknown_override_is_refused():
    people = company({"email": "a@mail.org"}, {"email": "b@mail.org"})
    wrong = links(tuple(people["record_key"].to_pylist()), link="maybe_link")
    with pytest.raises(IdentityInputError, match="maybe_link"):
        resolve(people, overrides=wrong)


def test_a_chain_of_a_thousand_links_is_stopped():
    people = company(*({"email": f"p{i}@mail.org"} for i in range(1000)))
    keys = people["record_key"].to_pylist()
    resolution = resolve(people, links(*pairwise(keys)))
    assert max(map(len, partition(resolution))) <= Settings().max_records_per_customer
    assert "too_many_linked_records" in resolution.blocked["reason"].to_pylist()


def test_must_links_hold_beyond_the_caps():
    people = company(*({"email": f"p{i}@mail.org"} for i in range(60)))
    keys = people["record_key"].to_pylist()
    forced = links(*pairwise(keys), link="must_link")
    assert len(partition(resolve(people, overrides=forced))) == 1


def test_the_anchor_is_the_record_seen_first():
    people = company(*[{"email": "a@mail.org"}] * 3)
    seen = pa.array([None, 2_000_000, 1_000_000], pa.timestamp("us"))
    place = RECORDS.get_field_index("first_seen_at")
    clusters = resolve(people.set_column(place, "first_seen_at", seen)).clusters
    assert set(clusters["anchor_record_key"].to_pylist()) == {"crm|r0003"}


def test_no_records_give_empty_tables_of_the_same_shape(town):
    empty, full = resolve_companies(town.slice(0, 0)), resolve(town)
    for name in ("pairs", "clusters", "blocked"):
        assert getattr(empty, name).schema == getattr(full, name).schema
        assert getattr(empty, name).num_rows == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"match_threshold": 0},
        {"match_threshold": 1.5},
        {"review_threshold": 0.9},
        {"max_records_per_identifier": 1},
    ],
)
def test_settings_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match=r"must|above"):
        Settings(**wrong)


def test_settings_are_read_from_texts():
    stated = {"match_threshold": "0.9", "country": "VN", "currency": "VND"}
    assert Settings.from_mapping(stated) == Settings(match_threshold=0.9, default_country="VN")


def test_records_that_hold_only_ids_cost_nothing():
    count = 88_000
    keys = pa.array([f"crm|{i:06}" for i in range(count)])
    records = pa.table({"company_id": pa.array(["acme"] * count), "record_key": keys})
    resolution = resolve(records)
    assert resolution.clusters.num_rows == count
    assert len(pc.unique(resolution.clusters["customer_id"])) == count
    assert resolution.pairs.num_rows == 0


def test_an_ignored_comparison_neither_links_nor_parts():
    people = company({"email": "ann@mail.org"}, {"email": "ann@mail.org"})
    assert len(partition(resolve(people))) == 1
    assert len(partition(resolve(people, settings=Settings(ignored_comparisons="email")))) == 2


def test_names_cannot_be_ignored():
    with pytest.raises(ValueError, match="last_name cannot be ignored"):
        Settings(ignored_comparisons="last_name,email")


@pytest.mark.parametrize(("match_threshold", "moves"), [(0.5, True), (0.999, False)])
def test_a_decision_that_changes_nothing_moves_no_id(match_threshold, moves):
    """The larger part keeps the id of a customer that people split; .93 is one only at .5."""
    known = {"first_name": "Anna", "last_name": "Lee", "city": "Rome"}
    people = company(known, *2 * [{**known, "birth_date": "1980-02-03"}])
    cut = links(("crm|r0001", "crm|r0002"), ("crm|r0001", "crm|r0003"), link="cannot_link")
    stated = Settings(match_threshold=match_threshold)

    def first_id(overrides):
        clusters = resolve(people, overrides=overrides, settings=stated).clusters
        return clusters["customer_id"][0].as_py()

    assert (first_id(cut) != first_id(None)) == moves


def test_to_keep_apart_what_is_apart_moves_no_id():
    """The cap left two customers; who confirms that they are two must not swap their ids."""
    ann = {"first_name": "Ann", "last_name": "Okafor", "email": "ann@mail.org"}
    people = company(ann, *2 * [{**ann, "birth_date": "1980-02-03", "phone": "+4915112345678"}])
    stated = Settings(max_records_per_customer=2)
    before = resolve(people, settings=stated)
    assert partition(before) == {frozenset({"r0001"}), frozenset({"r0002", "r0003"})}
    assert "rejected" in before.pairs["decision"].to_pylist()
    cut = links(("crm|r0001", "crm|r0002"), link="cannot_link")
    after = resolve(people, settings=stated, overrides=cut)
    assert after.clusters["customer_id"] == before.clusters["customer_id"]


def test_a_decision_is_shown_where_the_pair_itself_is_no_link():
    people = company(
        {"email": "ann@mail.org"},
        {"email": "ann@mail.org", "phone": "+4915112345678", "loyalty_id": "K1"},
        *2 * [{"phone": "+4915112345678", "loyalty_id": "K1"}],
    )
    cut = links(("crm|r0001", "crm|r0003"), link="cannot_link")
    parted = resolve(people, overrides=cut)
    assert partition(parted) == {frozenset({"r0001"}), frozenset({"r0002", "r0003", "r0004"})}
    forced = parted.pairs.filter(pc.equal(parted.pairs["decision"], "forced"))
    assert forced["rule"].to_pylist() == ["cannot_link"]
