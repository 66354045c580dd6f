"""Pages of batches: the list, one batch, what is decided about it."""
