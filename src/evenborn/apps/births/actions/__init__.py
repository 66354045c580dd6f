"""Every change of the counts of births."""
