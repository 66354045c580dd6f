"""Sending a file in: its form, its sealing, its check, its columns."""
