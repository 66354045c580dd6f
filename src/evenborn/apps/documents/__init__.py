"""Documents: Word, PDF, xlsx and HTML from one description of a table, a letter or a register book.

For officers who print, sign, seal and send, and for those who check the numbers afterwards: what one form
says, every form says, because each cell and each line is written once per language before any form is made.
Letters are laid out after GB/T 9704-2012. Nothing here needs Django, its settings or a database, and
nothing here records who printed: pages do, through :func:`evenborn.apps.documents.download.download`.
"""
