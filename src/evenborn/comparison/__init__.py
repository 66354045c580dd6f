"""Registers of births held against each other, person by person, under the rights line."""
