"""Who the people are: the truth that every record is derived from, and that no loader sees."""
