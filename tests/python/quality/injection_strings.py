"""Texts that end a literal, a comment or a template wherever they are pasted raw."""

from __future__ import annotations

STRINGS = (
    "'",
    "''",
    "' or 1=1 --",
    "'; drop table raw.customers; --",
    "'); delete from raw.customers; --",
    '"',
    '"; drop schema raw cascade; --',
    "--",
    "/* */",
    "*/ select 1; /*",
    ";",
    "$$",
    "$$; drop table raw.orders; $$",
    "$1",
    "?",
    "`",
    "`id`",
    "$(id)",
    "\\",
    "\\'; drop table raw.orders; --",
    "%s %(x)s {0} {x}",
    "{{ env_var('HOME') }}",
    "{% do run_query('drop table raw.orders') %}",
    "{# no comment #}",
    "' union select company_id from raw.companies --",
)
