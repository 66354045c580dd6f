"""How figures are said, drawn and written, in English and Chinese, without Django.

Figures (``figure``, ``ratio_report``) become tables (``report_tables``), sentences (``findings``,
``report_sentences``, ``report_notes``) and charts (``charts``); from those come the HTML report
(``report``), the workbook (``workbook``), the terminal (``terminal``) and plain data
(``report_json``). Words stand in ``words/*.toml``, number formats in ``numbers`` and ``dates``,
colours in ``static/tokens.css``; ``writing`` puts results on the disk, all or none.
"""
