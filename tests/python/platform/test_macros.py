"""The portable macros give the same, expected values on both warehouses."""

from __future__ import annotations

import hashlib
import os
from datetime import date, datetime
from unittest.mock import patch

import pytest

from customer360.privacy.salt import SUPPRESSION, VARIABLE, Salt

TARGETS = ("duckdb", "postgres")
SALT = "a salt of tests, long enough"

# SQL with a macro call -> the value it must have.
_EXPRESSIONS = {
    """{{ blank_to_null("' a '") }}""": "a",
    """{{ blank_to_null("'  '") }}""": None,
    """{{ safe_divide("1", "2") }}""": 0.5,
    """{{ safe_divide("1", "0") }}""": None,
    """{{ surrogate_key(["'a'", "null", "1"]) }}""": hashlib.md5(b"a\x1f\x1e\x1f1").hexdigest(),
    """{{ surrogate_key(["'ab'", "'c'"]) }} = {{ surrogate_key(["'a'", "'bc'"]) }}""": False,
    """{{ surrogate_key(["''"]) }} = {{ surrogate_key(["null"]) }}""": False,
    """{{ seconds_between("timestamp '2024-02-28 23:59:59.5'", "date '2024-03-01'") }}""": 86400.5,
    """{{ seconds_between("timestamp '2024-01-02 00:00:00'", "date '2024-01-01'") }}""": -86400.0,
    """{{ days_between("timestamp '2024-02-28 23:59:59'", "date '2024-03-01'") }}""": 2,
    """{{ add_days("timestamp '2024-02-28 12:00:00'", "1 + 1") }}""": datetime(2024, 3, 1, 12),
    """{{ add_days("date '2024-03-01'", "-1") }}""": datetime(2024, 2, 29),
    """{{ add_seconds("timestamp '2024-02-28 23:59:30'", "15.0 * 2") }}""": datetime(2024, 2, 29),
    """{{ local_date("timestamp '2024-01-31 23:30:00'", "'Europe/Berlin'") }}""": date(2024, 2, 1),
    """{{ local_date("timestamp '2024-03-10 04:30:00'", "'America/New_York'") }}""": date(
        2024, 3, 9
    ),
    """{{ local_date("timestamp '2024-06-01 00:00:00'", "'UTC'") }}""": date(2024, 6, 1),
    """{{ regexp_matches("'Ab-C'", "^[[:space:]]*ab-") }}""": True,
    """{{ regexp_matches("'it''s'", "t's$") }}""": True,
    """{{ regexp_matches("null", "a") }}""": None,
    """{{ matches_pattern("'www.Shop.com'", "'shop[.]'") }}""": True,
    """{{ url_host("'https://Shop.example/cart'") }}""": "shop.example",
    """{{ url_host("'//shop.example?a=/b'") }}""": "shop.example",
    """{{ url_host("'shop.example/cart'") }}""": "shop.example",
    """{{ url_host("'https://WWW.shop.example'") }}""": "shop.example",
    """{{ url_host("'www.shop.example/cart'") }}""": "shop.example",
    """{{ url_host("'shop.example/cart?from=https://mail.example'") }}""": "shop.example",
    """{{ url_host("'/cart?from=https://shop.example/'") }}""": None,
    """{{ url_host("'cart'") }}""": None,
    """{{ url_host("null") }}""": None,
    """{{ regexp_clean("'+49 (30) 1-2'", "[^0-9]") }}""": "493012",
    """{{ regexp_clean("'aAa'", "a", "'") }}""": "'A'",
    """{{ try_to_date("' 2024-02-29 '") }}""": date(2024, 2, 29),
    """{{ try_to_date("'2024-02-29T23:00:00Z'") }}""": date(2024, 2, 29),
    """{{ try_to_date("'2023-02-29'") }}""": None,
    """{{ try_to_date("'1900-02-29'") }}""": None,
    """{{ try_to_date("'2000-02-29'") }}""": date(2000, 2, 29),
    """{{ try_to_date("'2024-13-01'") }}""": None,
    """{{ try_to_date("'2024-00-10'") }}""": None,
    """{{ try_to_date("'2024-04-31'") }}""": None,
    """{{ try_to_date("'0000-01-01'") }}""": None,
    """{{ try_to_date("'9999-12-31'") }}""": date(9999, 12, 31),
    """{{ try_to_date("'31/12/2024'") }}""": None,
    """{{ try_to_date("'2024-02-29x'") }}""": None,
    """{{ try_to_date("null") }}""": None,
    """{{ sha256_hex("'é'") }}""": hashlib.sha256("é".encode()).hexdigest(),
    """{{ hash_share(["'a'", "1"]) }}""": int(hashlib.md5(b"a\x1f1").hexdigest()[:8], 16) / 2**32,
    """{{ hash_share(["'vip'"]) }}""": int(hashlib.md5(b"vip").hexdigest()[:8], 16) / 2**32,
    """{{ in_list("'sms'", "'email,sms'") }}""": True,
    """{{ in_list("'mail'", "'email,sms'") }}""": False,
    """{{ in_list("null", "'email,sms'") }}""": None,
    """{{ names_besides("'adopt,adopted,adopt'", ["adopt", "aware"]) }}""": "adopted",
    """{{ names_besides("'fax,email,owl'", ["email"]) }}""": "fax owl",
    """{{ names_besides("'aware'", ["adopt", "aware"]) }}""": None,
    """{{ names_besides("null", ["adopt"]) }}""": None,
}

_WORDS = "(values ('b', 1), ('a', 2), ('B', 3), ('é', 4), (null, 5), ('a', 6)) as words (word, n)"
_AGGREGATES = {
    """{{ string_agg("word") }}""": "B,a,a,b,é",
    """{{ string_agg("word", "''", distinct=true) }}""": "B''a''b''é",
    """{{ string_agg("word", "; ", order_by="n desc") }}""": "a; é; B; a; b",
}


def _select(expressions, rows):
    columns = ", ".join(f"{sql} as value_{i}" for i, sql in enumerate(expressions))
    return '{{ config(materialized="table") }}\n' + f"select {columns} from {rows}\n"


@pytest.fixture(scope="module")
def scratch(make_scratch):
    scratch = make_scratch(
        {
            "models/expressions.sql": _select(_EXPRESSIONS, "(values (1)) as one (row_number)"),
            "models/aggregates.sql": _select(_AGGREGATES, _WORDS),
            "models/ordered.sql": "select word, row_number() over (order by"
            " {{ binary_order('word') }} nulls last, n) as position from " + _WORDS,
            # A table, because the key of the hash is the connection's.
            "models/erased.sql": '{{ config(materialized="table") }}\n'
            """select {{ erased_hash("'email'", "'jörg@x.io'") }} as id_hash"""
            " from (values ('acme')) as companies (company_id)",
        }
    )
    with patch.dict(os.environ, {VARIABLE: SALT}):
        for target in TARGETS:
            scratch.dbt.must_run("run", target=target)
    return scratch


def _rows(scratch, target, model, order="1"):
    schema = scratch.dbt.environment["CUSTOMER360_SCHEMA_PREFIX"] + "marts"
    return scratch.fetch(target, f"select * from {schema}.{model} order by {order}")


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("model", ["expressions", "aggregates"])
def test_macros_have_the_expected_value(scratch, target, model):
    expected = _EXPRESSIONS if model == "expressions" else _AGGREGATES
    (found,) = _rows(scratch, target, model)
    assert dict(zip(expected, found, strict=True)) == expected


@pytest.mark.parametrize("target", TARGETS)
def test_text_is_ordered_by_bytes(scratch, target):
    words = [word for word, _ in _rows(scratch, target, "ordered", order="position")]
    assert words == ["B", "a", "a", "b", "é", None]


@pytest.mark.parametrize("target", TARGETS)
def test_erased_people_have_the_hash_that_is_on_the_list(scratch, target):
    expected = Salt(SALT).hashes(SUPPRESSION, "acme", ["email:jörg@x.io"])
    assert [one for (one,) in _rows(scratch, target, "erased")] == expected
