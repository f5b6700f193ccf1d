"""One HTML file per explanation: no address outside the file, no script, every value escaped."""

from customer360.explain.html.customer_page import customer_page
from customer360.explain.html.pair_page import pair_page
from customer360.explain.html.people_page import people_page

__all__ = ["customer_page", "pair_page", "people_page"]
