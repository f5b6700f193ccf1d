"""What the report shows, one module per question; each reads marts and gives plain values."""
