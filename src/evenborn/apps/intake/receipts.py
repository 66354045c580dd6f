"""What is left of a file in the watched folder: a text in both languages; no row and no value of any."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils import timezone

from evenborn.apps.intake.models import Batch
from evenborn.presentation.words import Language, say, sentence
from evenborn.registers.refusal import Refusal

__all__ = ["receipt_texts", "refusal_texts"]

_BOTH: Final[tuple[Language, ...]] = ("zh", "en")


def receipt_texts(batch: Batch) -> Iterator[str]:
    """Say as which batch a file is kept, when it came, what was found, and how it is corrected."""
    facts: dict[str, str | int] = {
        "batch": batch.pk, "rows": batch.rows, "rejected": batch.rejected, "sha256": batch.file_sha256,
        "at": _moment(batch.received_at),
    }  # fmt: skip
    found = "bad" if batch.rejected else "good"
    for language in _BOTH:
        yield say("intake.receipt.kept", language, **facts)
        yield say(f"intake.receipt.{found}", language, **facts)
        yield say("intake.receipt.correct", language)


def refusal_texts(refusal: Refusal, sha256: str, at: datetime) -> Iterator[str]:
    """Say why a file was refused, and that it lies here no more."""
    for language in _BOTH:
        yield sentence(refusal, language)
        yield say("intake.receipt.refused", language, sha256=sha256, at=_moment(at))


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
