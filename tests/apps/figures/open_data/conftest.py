"""Paper is made here as documents are."""

from apps.documents.conftest import printing

__all__ = ["printing"]
