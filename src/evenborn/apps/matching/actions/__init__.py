"""Every change of a comparison."""
