"""Records of one company to customers: the whole pipeline, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.company_rows import CompanyRows
from customer360.identity.blocking import Candidates, candidate_pairs
from customer360.identity.clustering import Clustering, cluster_pairs
from customer360.identity.compare import Comparer
from customer360.identity.customers import READ_BY_CUSTOMERS, Ends, customers_of
from customer360.identity.explain import empty_pairs, explain_pairs
from customer360.identity.features import Features, prepare
from customer360.identity.frequencies import ValueShares
from customer360.identity.holds import HOLDS, Hold, keep_held, read_holds
from customer360.identity.identifiers import Blocked
from customer360.identity.lookups import Lookups, default_lookups
from customer360.identity.overrides import Overrides, is_among, read_overrides, row_pairs
from customer360.identity.schema import (
    BLOCKED,
    CLUSTERS,
    IDENTIFIER_LINKS,
    OVERRIDES,
    RECORDS,
    REFUSED,
    IdentityInputError,
    conform,
    sorted_by_key,
)
from customer360.identity.settings import Settings
from customer360.identity.sharing import shared_contacts
from customer360.identity.train import train
from customer360.identity.weights import Model, Scorer, weight_of
from customer360.threads import run_all, sized_for


@dataclass(frozen=True)
class Resolution:
    #: The explained links, see explain.pairs_schema.
    pairs: pa.Table
    #: One row per record, see schema.CLUSTERS.
    clusters: pa.Table
    #: Identifiers and blocks that link nobody, see schema.BLOCKED.
    blocked: pa.Table
    #: Merges that people's decisions contradict, see schema.REFUSED.
    refused: pa.Table


def resolve(
    records: pa.Table,
    identifier_links: pa.Table | None = None,
    overrides: pa.Table | None = None,
    settings: Settings | None = None,
    lookups: Lookups | None = None,
    holds: pa.Table | None = None,
) -> Resolution:
    """Resolve the records of ONE company (schema.RECORDS; absent columns count as null).

    ``holds``: what an erasure may not move (holds.HOLDS).
    The result does not depend on the order of rows. Raises IdentityInputError where records of
    several companies meet, a record_key is missing or not unique, or people's overrides contradict.
    """
    settings, lookups = settings or Settings(), lookups or default_lookups()
    records = conform(records, RECORDS)
    with sized_for(records.num_rows):
        return _resolve(records, identifier_links, overrides, settings, lookups, holds)


def _resolve(
    records: pa.Table,
    identifier_links: pa.Table | None,
    overrides: pa.Table | None,
    settings: Settings,
    lookups: Lookups,
    holds: pa.Table | None,
) -> Resolution:
    records = sorted_by_key(records)
    company_id = _company_of(records)
    if company_id is None:
        return _empty()
    _check_keys(company_id, records)
    keys = records["record_key"].chunk(0)
    forced = read_overrides(company_id, _of(overrides, OVERRIDES, company_id), keys)
    stated = _of(identifier_links, IDENTIFIER_LINKS, company_id)
    links = row_pairs(stated, keys)
    held = read_holds(_of(holds, HOLDS, company_id), records, stated, keys)

    features = prepare(_without(records, settings.ignored_columns), settings, lookups)
    # What is large goes as soon as nobody needs it: the columns are in the features now.
    records = records.select(READ_BY_CUSTOMERS)
    pairs, ends, blocked = _decided_pairs(
        company_id, keys, features, links, forced, held, settings, lookups
    )
    del features
    return Resolution(
        pairs,
        customers_of(records, pairs, ends),
        pa.Table.from_pylist(
            [dict(zip(BLOCKED.names, (company_id, *row), strict=True)) for row in blocked],
            schema=BLOCKED,
        ),
        _refused(company_id, keys, forced),
    )


def _refused(company_id: str, keys: pa.Array, forced: Overrides) -> pa.Table:
    sides = [keys.take(pa.array(side)) for side in forced.refused.T]
    company_ids, reasons = (
        pa.array([text] * len(forced.refused), pa.string())
        for text in (company_id, "contradicts_overrides")
    )
    return pa.table([company_ids, *sides, reasons], schema=REFUSED)


def _decided_pairs(
    company_id: str,
    keys: pa.Array,
    features: Features,
    links: np.ndarray,
    forced: Overrides,
    held: list[Hold],
    settings: Settings,
    lookups: Lookups,
) -> tuple[pa.Table, Ends, list[Blocked]]:
    """The explained pairs, the rows of their records, and what was left out."""
    must_and_links = np.concatenate([links, forced.must, forced.cannot])
    candidates, comparer, value_shares = run_all(
        partial(candidate_pairs, features, must_and_links),
        partial(Comparer, features, lookups, links),
        partial(ValueShares, features),
    )
    levels = comparer.levels(candidates.left, candidates.right)
    found, parted = _who_is_who(comparer, value_shares, candidates, levels, forced, settings)
    found, hold_of = keep_held(found, comparer, held, forced)
    del comparer
    blocked = [
        *features.blocked,
        *(("blocking_key", key, lost, "too_common") for key, lost in candidates.skipped.items()),
        *(
            ("component", keys[int(rows[0])].as_py(), len(rows), "too_many_linked_records")
            for rows in found.too_large
        ),
    ]
    left, right, levels = _kept_pairs(candidates, levels, found, forced, settings)
    pairs = explain_pairs(
        company_id,
        keys,
        left,
        right,
        levels,
        found.scorer,
        found.clusters,
        forced,
        parted,
        hold_of,
        settings,
    )
    return pairs, (left, right), blocked


def _who_is_who(
    comparer: Comparer,
    value_shares: ValueShares,
    candidates: Candidates,
    levels: np.ndarray,
    forced: Overrides,
    settings: Settings,
) -> tuple[Clustering, np.ndarray]:
    """Who is who, and the cannot_links that part a customer.

    Of these the evidence is enough, and without any cannot_link both records would be of one.
    """
    model = train(comparer, candidates, levels, value_shares)
    found = _clustered(comparer, value_shares, candidates, levels, model, forced, settings)
    left, right = candidates.left, candidates.right
    is_likely = found.weights >= weight_of(settings.match_threshold)
    is_likely &= is_among(left, right, forced.cannot, len(found.clusters))
    parted = np.stack([left[is_likely], right[is_likely]], axis=1).astype(np.int64)
    if len(parted):
        joined = replace(forced, cannot=parted[:0])
        whole = _clustered(comparer, value_shares, candidates, levels, model, joined, settings)
        left, right = whole.clusters[parted].T
        parted = parted[left == right]
    return found, parted


def _clustered(
    comparer: Comparer,
    value_shares: ValueShares,
    candidates: Candidates,
    levels: np.ndarray,
    model: Model,
    forced: Overrides,
    settings: Settings,
) -> Clustering:
    features = comparer.features
    scorer = Scorer(features, model, value_shares)
    found = cluster_pairs(scorer, comparer, candidates, levels, forced, settings)
    # Who is who tells which contacts are shared, and that tells more about who is who.
    shared = shared_contacts(features, found.clusters, levels, candidates.left, candidates.right)
    if any(is_shared.any() for is_shared in shared.values()):
        scorer = Scorer(features, model, value_shares, shared)
        found = cluster_pairs(scorer, comparer, candidates, levels, forced, settings, found)
    return found


def _without(records: pa.Table, columns: set[str]) -> pa.Table:
    """The records with nothing in these columns."""
    for name in sorted(columns):
        place = records.column_names.index(name)
        nothing = pa.nulls(records.num_rows, pa.string())
        records = records.set_column(place, name, nothing)
    return records


def _kept_pairs(
    candidates: Candidates,
    levels: np.ndarray,
    found: Clustering,
    forced: Overrides,
    settings: Settings,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All pairs inside customers, and those between them that came near or people keep apart.

    With their levels, sorted by their records.
    """
    clusters = found.clusters
    is_near = found.weights >= weight_of(settings.review_threshold)
    is_kept_apart = is_among(candidates.left, candidates.right, forced.cannot, len(clusters))
    kept = (is_near | is_kept_apart) & (clusters[candidates.left] != clusters[candidates.right])
    same = clusters[found.left] == clusters[found.right]
    left = np.concatenate([found.left[same], candidates.left[kept]])
    right = np.concatenate([found.right[same], candidates.right[kept]])
    order = np.argsort(left * np.int64(len(clusters)) + right)
    kept_levels = np.concatenate([found.levels[:, same], levels[:, kept]], axis=1)
    return left[order], right[order], kept_levels[:, order]


def resolve_companies(
    records: pa.Table,
    identifier_links: pa.Table | None = None,
    overrides: pa.Table | None = None,
    settings: Mapping[str, Settings] | None = None,
    lookups: Lookups | None = None,
    holds: pa.Table | None = None,
) -> Resolution:
    """Resolve every company on its own: nothing of one is seen while another is resolved."""
    settings = settings or {}
    rows = CompanyRows(records)
    stated = {
        name: CompanyRows(table)
        for name, table in (
            ("identifier_links", identifier_links),
            ("overrides", overrides),
            ("holds", holds),
        )
        if table is not None
    }
    parts = [
        resolve(
            rows.of(company_id),
            settings=settings.get(company_id),
            lookups=lookups,
            **{name: table.of(company_id) for name, table in stated.items()},
        )
        for company_id in rows.companies
    ] or [_empty()]
    return Resolution(
        *(
            pa.concat_tables([getattr(part, name) for part in parts])
            for name in ("pairs", "clusters", "blocked", "refused")
        )
    )


def _company_of(records: pa.Table) -> str | None:
    companies = pc.unique(records["company_id"]).to_pylist()
    if not companies:
        return None
    if len(companies) > 1 or companies[0] is None:
        names = ", ".join(sorted(str(name) for name in companies))
        raise IdentityInputError(f"resolve() takes the records of one company, not of: {names}")
    return companies[0]


def _check_keys(company_id: str, records: pa.Table) -> None:
    keys = records["record_key"]
    if keys.null_count:
        raise IdentityInputError(f"company {company_id}: {keys.null_count} records have no key")
    keys = keys.chunk(0)
    # The records are sorted by key.
    twice = pc.unique(keys[1:].filter(pc.equal(keys[1:], keys[:-1])))
    if len(twice):
        raise IdentityInputError(
            f"company {company_id}: record_key {twice[0].as_py()!r} is not unique "
            f"({len(twice)} such keys)"
        )


def _of(table: pa.Table | None, schema: pa.Schema, company_id: str) -> pa.Table:
    if table is None:
        return schema.empty_table()
    table = conform(table, schema)
    return table.filter(pc.equal(table["company_id"], company_id))


def _empty() -> Resolution:
    return Resolution(
        empty_pairs(), CLUSTERS.empty_table(), BLOCKED.empty_table(), REFUSED.empty_table()
    )
