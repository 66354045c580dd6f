"""Targets of the responsibility letters: set, ended, and held against what was counted."""
