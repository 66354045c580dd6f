"""Days are written as ISO 8601 writes them, in both languages."""

from evenborn.web.forms import DAY_FORMATS

DATE_FORMAT = SHORT_DATE_FORMAT = "Y-m-d"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "Y-m-d H:i"
DATE_INPUT_FORMATS = list(DAY_FORMATS)
