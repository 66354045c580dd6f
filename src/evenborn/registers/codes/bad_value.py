"""What a reader of single values says when it cannot read one."""


class BadValue(ValueError):
    """A value that cannot be read; ``code`` names the refusal that it becomes.

    Examples
    --------
    >>> BadValue("negative-count").code
    'negative-count'
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
