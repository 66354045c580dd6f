"""A facility drawn among all others."""
