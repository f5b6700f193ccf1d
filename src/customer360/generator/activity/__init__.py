"""What people do: orders, journeys, messages, carts, loyalty, service; one file per idea.

A company's activity calls these functions with its own habits, in the order in which one builds on
the other.
"""
