"""Bring raw text into comparable forms, array in and array out.

Every function works on the *distinct* values it is given, takes anything that pyarrow can read as
a column of text (pyarrow, numpy or pandas) and returns pyarrow arrays of the same length. Nothing
here decides whether two records are one person; that is ``customer360.identity``.
"""

from customer360.standardise.addresses import address_keys, addresses
from customer360.standardise.birth_dates import birth_dates
from customer360.standardise.emails import emails
from customer360.standardise.full_names import full_names, word_counts
from customer360.standardise.names import name_skeletons, name_spellings, names
from customer360.standardise.phones import phones
from customer360.standardise.text import (
    fold,
    one_array,
    text_column,
    without_placeholders,
    word_set,
)
from customer360.standardise.writings import accents, characters, contains_accents

__all__ = [
    "accents",
    "address_keys",
    "addresses",
    "birth_dates",
    "characters",
    "contains_accents",
    "emails",
    "fold",
    "full_names",
    "name_skeletons",
    "name_spellings",
    "names",
    "one_array",
    "phones",
    "text_column",
    "without_placeholders",
    "word_counts",
    "word_set",
]
