"""What tests that print need."""

import pytest

from evenborn.apps.documents.fonts import why_not_printed
from evenborn.presentation.words import sentence


@pytest.fixture(scope="session")
def printing() -> None:
    """Skips loudly where this machine cannot make a Chinese PDF."""
    refusal = why_not_printed()
    if refusal is not None:
        pytest.skip(f"SKIPPED FOR LACK OF FONTS OR LIBRARIES: {sentence(refusal, 'en')}")
