"""The rows of each company of a table that holds many."""

from __future__ import annotations

import numpy as np
import pyarrow as pa


class CompanyRows:
    """A table with a column company_id, company by company.

    The table is looked through once, however many companies there are. Rows without a company
    are nobody's.
    """

    def __init__(self, table: pa.Table):
        self._table = table
        encoded = table["company_id"].combine_chunks().dictionary_encode()
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        self._places = {name: place for place, name in enumerate(encoded.dictionary.to_pylist())}
        self._order = np.argsort(codes, kind="stable")
        self._bounds = np.searchsorted(codes[self._order], np.arange(len(self._places) + 1))
        self._is_grouped = bool(np.all(self._order[1:] > self._order[:-1]))

    @property
    def companies(self) -> list[str]:
        """In alphabetical order."""
        return sorted(self._places)

    def of(self, company_id: str) -> pa.Table:
        """In the order of the table; empty for a company that has none."""
        place = self._places.get(company_id)
        if place is None:
            return self._table.slice(0, 0)
        start, end = self._bounds[place], self._bounds[place + 1]
        if self._is_grouped:
            return self._table.slice(start, end - start)
        return self._table.take(pa.array(self._order[start:end]))
