"""How likely two strangers choose the same name in front of the @: by the words it is made of.

h.roberts at two providers is two people as easily as one; zx_8812 is hardly two.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity.encoded import encode

#: Added to the number of other addresses with a word, so that none is impossible.
_UNSEEN = 0.5


def log_shares(local_parts: pa.Array) -> np.ndarray:
    """log2 of the chance that a stranger's address has each of these distinct local parts.

    The product of the shares of its words, as if they were chosen one by one.
    """
    if len(local_parts) == 0:
        return np.zeros(0)
    texts = pc.replace_substring_regex(local_parts, "[0-9]+", r" \0 ")
    texts = pc.replace_substring_regex(texts, "[^a-z0-9]+", " ")
    words = pc.split_pattern(pc.utf8_trim_whitespace(texts), " ")
    address = pc.list_parent_indices(words).to_numpy(zero_copy_only=False)
    word = encode(pc.list_flatten(words))
    others = word.counts[word.codes] - 1 + _UNSEEN
    return np.bincount(
        address, weights=np.log2(others / len(local_parts)), minlength=len(local_parts)
    )
