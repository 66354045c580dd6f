"""How single values are written: sex, birth order, counts, periods, areas, and the characters themselves."""
