"""Which sums of a cube readers without exact counts may see, decided once for all pages together."""
