"""Open data: what was released, for everybody, without a login; nothing else of the office.

Pages under ``/open/``, files whose names stay (CSV, JSON, SDMX-CSV, xlsx, HTML), an interface for
programs.
"""
