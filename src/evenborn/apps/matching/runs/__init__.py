"""Comparisons on pages: the list, the form that begins one, one of them and what it found."""
