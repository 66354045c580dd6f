"""Tokens: by what a department's program shows whose it is, when it hands in files without a person.

A token is of one department and one area, for a year at most, and gives two permissions and no other: to hand
in files, and to see what became of them.
"""
