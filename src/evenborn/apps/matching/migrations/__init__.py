"""Migrations of the matching."""
