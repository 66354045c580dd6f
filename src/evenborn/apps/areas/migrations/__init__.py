"""Migrations of the area tables."""
