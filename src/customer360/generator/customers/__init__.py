"""What the systems of a company believe about its people: the `customers` table."""
