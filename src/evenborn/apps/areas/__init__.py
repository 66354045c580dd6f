"""The tree of areas of GB/T 2260 with its times: which codes count on a day, what became of a former one,
what an area is called and where its boundary runs. For every officer; the system administrator keeps it."""
