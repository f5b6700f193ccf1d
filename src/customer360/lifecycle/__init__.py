"""What customers are worth and when they count as gone: models of purchases and of their value.

Every function takes and returns NumPy arrays or Arrow tables and knows nothing of dbt.
"""
