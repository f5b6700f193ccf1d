"""Records of one company to customers: the whole pipeline, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity import guard
from customer360.identity.blocking import candidate_pairs
from customer360.identity.compare import Comparer
from customer360.identity.customers import clusters_table, confidence
from customer360.identity.explain import empty_pairs, explain_pairs
from customer360.identity.features import prepare
from customer360.identity.frequencies import ValueShares
from customer360.identity.lookups import Lookups, default_lookups
from customer360.identity.overrides import Overrides, one_voice, read_overrides, row_pairs
from customer360.identity.schema import (
    BLOCKED,
    CLUSTERS,
    IDENTIFIER_LINKS,
    OVERRIDES,
    RECORDS,
    IdentityInputError,
    conform,
)
from customer360.identity.settings import Settings
from customer360.identity.train import train
from customer360.identity.weights import Scorer, weight_of


@dataclass(frozen=True)
class Resolution:
    #: The explained links, see explain.pairs_schema.
    pairs: pa.Table
    #: One row per record, see schema.CLUSTERS.
    clusters: pa.Table
    #: Identifiers and blocks that link nobody, see schema.BLOCKED.
    blocked: pa.Table


def resolve(
    records: pa.Table,
    identifier_links: pa.Table | None = None,
    overrides: pa.Table | None = None,
    settings: Settings | None = None,
    lookups: Lookups | None = None,
) -> Resolution:
    """Resolve the records of ONE company (schema.RECORDS; absent columns count as null).

    The result does not depend on the order of rows. Raises IdentityInputError where records of
    several companies meet, a record_key is missing or not unique, or overrides contradict.
    """
    settings, lookups = settings or Settings(), lookups or default_lookups()
    records = conform(records, RECORDS).sort_by("record_key").combine_chunks()
    company_id = _company_of(records)
    if company_id is None:
        return _empty()
    _check_keys(company_id, records)
    keys = records["record_key"].combine_chunks()
    forced = read_overrides(company_id, _of(overrides, OVERRIDES, company_id), keys)
    links = row_pairs(_of(identifier_links, IDENTIFIER_LINKS, company_id), keys)

    features = prepare(records, settings, lookups)
    must_and_links = np.concatenate([links, forced.must, forced.cannot]).astype(np.int64)
    candidates = candidate_pairs(features, must_and_links)
    comparer = Comparer(features, lookups, links)
    levels = comparer.levels(candidates.left, candidates.right)
    model = train(comparer, candidates, levels)
    scorer = Scorer(features, model, ValueShares(features))
    weights = scorer.weights(levels, candidates.left, candidates.right)

    threshold = weight_of(settings.match_threshold)
    linked = _force(candidates.left, candidates.right, weights, forced, features.count)
    labels, too_large = guard.split_large(
        features.count, candidates.left, candidates.right, linked, threshold
    )
    left, right = guard.pairs_inside(labels)
    inside = comparer.levels(left, right)
    guarded, says = guarded_weights(scorer, inside, left, right, threshold)
    guarded = _force(left, right, guarded, forced, features.count)
    says = np.where(np.abs(guarded) >= guard.FORCED, 1.0, says)
    says = one_voice(says, left, right, guarded, forced.must, features.count)
    clusters = guard.cluster(
        labels, left, right, guarded, says, threshold, settings.max_records_per_customer
    )

    review = weight_of(settings.review_threshold)
    kept = (weights >= review) & (clusters[candidates.left] != clusters[candidates.right])
    same = clusters[left] == clusters[right]
    pairs = explain_pairs(
        company_id,
        keys,
        np.concatenate([left[same], candidates.left[kept]]),
        np.concatenate([right[same], candidates.right[kept]]),
        np.concatenate([inside[:, same], levels[:, kept]], axis=1),
        scorer,
        clusters,
        forced,
        settings,
    )
    held = confidence(features.count, left[same], right[same], guarded[same], says[same])
    blocked = [
        *features.blocked,
        *(("blocking_key", key, lost, "too_common") for key, lost in candidates.skipped.items()),
        *(
            ("component", keys[int(rows[0])].as_py(), len(rows), "too_many_linked_records")
            for rows in too_large
        ),
    ]
    return Resolution(
        pairs,
        clusters_table(company_id, records, clusters, held, pairs),
        pa.Table.from_pylist(
            [dict(zip(BLOCKED.names, (company_id, *row), strict=True)) for row in blocked],
            schema=BLOCKED,
        ),
    )


def guarded_weights(scorer: Scorer, levels, left, right, threshold: float):
    """Weight of each pair for the guard, and whether it has a say (1.0 or 0.0).

    Likely pairs speak with their whole weight. The others got into one component by their
    neighbours: the prior of two random records is no argument against them any more, only evidence
    is. A clearly different birth date or national id speaks even where the names agree, another
    first name even where phone and address do. A pair that shares nothing to compare about the
    person (records that hold one identifier each) knows nothing, and stays silent.
    """
    weights = scorer.weights(levels, left, right)
    is_likely = weights >= threshold
    evidence = np.minimum(weights - scorer.model.prior_weight, 0.0)
    evidence = np.minimum(evidence, scorer.lasting_conflict(levels))
    evidence = np.minimum(evidence, scorer.against_household(levels, left, right))
    says = is_likely | ((evidence < 0) & scorer.has_personal(levels))
    guarded = np.clip(np.where(is_likely, weights, evidence), -guard.CLIP, guard.CLIP)
    return guarded, says.astype(float)


def _force(left, right, weights, forced: Overrides, count: int) -> np.ndarray:
    weights = weights.copy()
    keys = left.astype(np.int64) * count + right
    for pairs, weight in ((forced.must, guard.FORCED), (forced.cannot, -guard.FORCED)):
        if len(pairs):
            weights[np.isin(keys, pairs[:, 0] * np.int64(count) + pairs[:, 1])] = weight
    return weights


def resolve_companies(
    records: pa.Table,
    identifier_links: pa.Table | None = None,
    overrides: pa.Table | None = None,
    settings: Mapping[str, Settings] | None = None,
    lookups: Lookups | None = None,
) -> Resolution:
    """Resolve every company on its own: nothing of one is seen while another is resolved."""
    settings = settings or {}
    parts = [
        resolve(
            records.filter(pc.equal(records["company_id"], company_id)),
            identifier_links,
            overrides,
            settings.get(company_id),
            lookups,
        )
        for company_id in sorted(filter(None, pc.unique(records["company_id"]).to_pylist()))
    ] or [_empty()]
    return Resolution(
        *(
            pa.concat_tables([getattr(part, name) for part in parts])
            for name in ("pairs", "clusters", "blocked")
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
    counts = pc.value_counts(keys.combine_chunks())
    twice = counts.filter(pc.greater(pc.struct_field(counts, "counts"), 1))
    if len(twice):
        raise IdentityInputError(
            f"company {company_id}: record_key {twice[0]['values'].as_py()!r} is not unique "
            f"({len(twice)} such keys)"
        )


def _of(table: pa.Table | None, schema: pa.Schema, company_id: str) -> pa.Table:
    if table is None:
        return schema.empty_table()
    table = conform(table, schema)
    return table.filter(pc.equal(table["company_id"], company_id))


def _empty() -> Resolution:
    return Resolution(empty_pairs(), CLUSTERS.empty_table(), BLOCKED.empty_table())
