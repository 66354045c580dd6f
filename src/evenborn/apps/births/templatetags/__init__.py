"""Filters of the pages of births."""
