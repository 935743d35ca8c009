"""Finding what was already asked and answered: one search for both databases."""
