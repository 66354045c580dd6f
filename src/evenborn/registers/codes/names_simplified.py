"""Are two names the same but for traditional characters? Simplified forms, for comparing only."""

from functools import cache

import opencc

_BLOCKS = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x323B0))


def simplified(name: str) -> str:
    """The name in simplified characters, character by character; for comparing, never for storing.

    Parameters
    ----------
    name : str

    Notes
    -----
    Several traditional characters have one simplified form, and in names some stay as they are: 乾 is 干 in
    乾燥 but 乾 in 李乾, 於 stays a surname beside 于, 鍾 may be 钟 or 锺. Both sides of a comparison lose the
    same distinction, so equal names stay equal; what differed only there is held for equal. Words are not
    looked at, since a name is none.

    References
    ----------
    OpenCC 1.4 (Apache-2.0), the dictionary of characters from traditional to simplified; it is the one kept
    project with a free licence: zhconv is under the GPL, hanziconv stands still since 2016 and
    opencc-python-reimplemented since 2023.

    Examples
    --------
    >>> simplified("張偉"), simplified("尉遲恭"), simplified("张伟")
    ('张伟', '尉迟恭', '张伟')
    """
    return name.translate(_characters())


@cache
def _characters() -> dict[int, str]:
    """Each character converted on a line of its own, so that no word is seen in its neighbours."""
    characters = [chr(code) for block in _BLOCKS for code in block]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {ord(character): simple for character, simple in pairs if character != simple}
