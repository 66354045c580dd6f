"""A refusal: why a file or a request cannot be used, as a code and its facts.

The sentence a person reads is made of both, in that person's language, by
:mod:`evenborn.presentation.words`; a test holds every code against both catalogues.
"""

from collections.abc import Mapping


class Refusal(Exception):
    """A file or request that cannot be used.

    Parameters
    ----------
    code : str
        Which sentence to say, such as ``"negative-count"``; it stands under ``[refusal.<code>]``
        in ``presentation/words/``.
    **facts : str, int or float
        What the sentence needs: ``file``, ``row`` (as a spreadsheet counts, header = 1),
        ``column``, ``value``, and whatever else its words name.

    Examples
    --------
    >>> problem = Refusal("negative-count", file="births.csv", row=7, column="male", value="-3")
    >>> problem.code, problem.facts["row"]
    ('negative-count', 7)
    """

    def __init__(self, code: str, **facts: str | int | float) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: Mapping[str, str | int | float] = facts
