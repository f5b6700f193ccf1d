"""Size and seed of the companies that the generator's tests share."""

PEOPLE, SEED = 900, 7
