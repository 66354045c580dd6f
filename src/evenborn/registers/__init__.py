"""Registers: files come in and leave as checked counts.

A file of births that a department keeps (a table of counts or one row a birth, as CSV, TSV, XLSX or
Parquet) is read here in bounded memory, its columns are recognised by their Chinese or English headers,
every value is checked, and what comes out is a table of male, female and unclear births by area, period,
birth order and facility. What cannot be used is refused with the row, column and value that is wrong.
:mod:`evenborn.registers.births` is the way in. Nothing here knows how a ratio is computed or shown.
"""
