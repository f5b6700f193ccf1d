"""What dbt loads from this package by name."""
