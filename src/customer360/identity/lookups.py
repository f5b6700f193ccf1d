"""Rules and lookups that are data: junk identifiers and nicknames, kept as dbt seeds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

_SEEDS = Path(__file__).parents[3] / "seeds"
JUNK_IDENTIFIERS_SEED = "rules/identity_junk_identifiers.csv"
NICKNAMES_SEED = "lookups/nicknames.csv"


@dataclass(frozen=True)
class Lookups:
    #: id_type, match_type (exact, domain, local_part, digits, regex), value, reason.
    junk_identifiers: pa.Table
    #: name, nickname: both folded; a nickname may belong to several names.
    nicknames: pa.Table

    @classmethod
    def from_seeds(cls, seeds: Path = _SEEDS) -> Lookups:
        """Read the project's seed files; raises FileNotFoundError naming the one that is absent."""
        return cls(_read(seeds / JUNK_IDENTIFIERS_SEED), _read(seeds / NICKNAMES_SEED))


@cache
def default_lookups() -> Lookups:
    return Lookups.from_seeds()


def _read(path: Path) -> pa.Table:
    # Every value is text, and a nickname "Null" would be one too.
    header = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    options = csv.ConvertOptions(
        column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=False
    )
    return csv.read_csv(path, convert_options=options)


def junk_reasons(junk: pa.Table, id_type: str, values: pa.Array) -> pa.Array:
    """Why each identifier value is junk, or null where it is not."""
    rules = junk.filter(pc.equal(junk["id_type"], id_type))
    result = pa.nulls(len(values), pa.string())
    by_kind = {"exact": values}
    if id_type == "email":
        by_kind["domain"] = pc.replace_substring_regex(values, "^.*@", "")
        by_kind["local_part"] = pc.replace_substring_regex(values, "@[^@]*$", "")
    if id_type == "phone":
        # The national number too: a run of digits is junk with and without a calling code.
        by_kind["digits"] = pc.replace_substring_regex(values, "[^0-9]+", "")
    plain = rules.filter(pc.is_in(rules["match_type"], pa.array(list(by_kind))))
    for kind, texts in by_kind.items():
        of_kind = plain.filter(pc.equal(plain["match_type"], kind))
        place = pc.index_in(texts, pc.utf8_lower(of_kind["value"]).combine_chunks())
        reasons = of_kind["reason"].combine_chunks()
        result = pc.coalesce(result, reasons.take(place) if len(reasons) else result)
        if kind == "digits":
            for rule in of_kind.to_pylist():
                ends = pc.and_(
                    pc.ends_with(texts, rule["value"]),
                    pc.less_equal(pc.utf8_length(texts), len(rule["value"]) + 3),
                )
                result = pc.coalesce(
                    result, pc.if_else(ends, rule["reason"], pa.scalar(None, pa.string()))
                )
    texts = by_kind.get("digits", values)
    for rule in rules.filter(pc.equal(rules["match_type"], "regex")).to_pylist():
        hit = pc.match_substring_regex(texts, rule["value"])
        result = pc.coalesce(result, pc.if_else(hit, rule["reason"], pa.scalar(None, pa.string())))
    return result
