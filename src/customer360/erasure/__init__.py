"""Takes people out of the warehouse for good, and proves that they are gone."""

from customer360.erasure.erase import Erasure, erase
from customer360.erasure.others import customers_of_records, hold_others
from customer360.erasure.people import ErasureError, People, Request, find_people
from customer360.erasure.rewrite import rewrite
from customer360.erasure.search import Finding, search_files, search_warehouse

__all__ = [
    "Erasure",
    "ErasureError",
    "Finding",
    "People",
    "Request",
    "customers_of_records",
    "erase",
    "find_people",
    "hold_others",
    "rewrite",
    "search_files",
    "search_warehouse",
]
