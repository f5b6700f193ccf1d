"""What identifies a person in the landed data, and how it is hashed so that nobody else can."""
