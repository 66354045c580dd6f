"""Births by facility, at least ten in each line, as the worker made the table last; see decision 19."""
