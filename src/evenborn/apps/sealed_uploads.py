"""Files that a browser sends, sealed while they come in: nothing of them is on the disk in the clear.

A registers file holds names and numbers of persons. Django keeps a file of some size in a temporary file as
it is; this handler seals it under a key that only this process knows, in a file that has no name. When the
request ends, or the process is killed, both are gone.
"""

import secrets
import tempfile
import time
from collections.abc import Iterator
from typing import IO, Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from evenborn.apps.sealed_files import Opener, SealedKind, Sealer, Secret
from evenborn.registers.refusal import Refusal

__all__ = ["SealedUpload", "SealedUploadHandler"]


def _broken(file: str) -> Refusal:
    return Refusal("intake-file-broken", file=file)


KIND: Final = SealedKind(b"evenborn upload 1 ", _broken, _broken, _broken)
PIECE: Final = 1 << 16
GRACE_SECONDS: Final = 60.0
LEAST_A_SECOND: Final = 4096
"""Octets a second below which, after a minute, a sender is cut off: it would keep others waiting."""


class SealedUpload(UploadedFile):  # type: ignore[type-arg]
    """A file that came in; it is read piece by piece, as often as wanted."""

    def __init__(self, sealed: IO[bytes], secret: Secret, **told: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(file=sealed, **told)
        self._sealed, self._secret = sealed, secret

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Give what came in, from its beginning."""
        self._sealed.seek(0)
        opener = Opener(self._sealed, self._secret, self.name or "", KIND)
        while piece := opener.read(chunk_size or PIECE):
            yield piece

    def multiple_chunks(self, chunk_size: int | None = None) -> bool:
        """Say whether it is more than one piece; as Django's."""
        return (self.size or 0) > (chunk_size or PIECE)

    def read(self, *_: object) -> bytes:
        """Give all of it at once."""
        return b"".join(self.chunks())


class SealedUploadHandler(FileUploadHandler):
    """Seals each file that a form brings; who is not logged in brings none."""

    def __init__(self, request: Any = None) -> None:  # noqa: ANN401 - as Django's
        super().__init__(request)
        self._started = time.monotonic()
        self._octets = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        """Begin a file."""
        super().new_file(*args, **kwargs)
        if not getattr(getattr(self.request, "user", None), "is_authenticated", False):
            raise StopUpload(connection_reset=True)
        self._secret = Secret("key", secrets.token_bytes(32))
        self._file = tempfile.TemporaryFile(buffering=1 << 20)  # noqa: SIM115 - closed with the request
        self._sealer = Sealer(self._file, self._secret, KIND)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        """Seal what came; end it where too little comes for too long."""
        self._octets += len(raw_data)
        waited = time.monotonic() - self._started
        if waited > GRACE_SECONDS and self._octets < waited * LEAST_A_SECOND:
            self._file.close()
            raise StopUpload(connection_reset=True)
        self._sealer.write(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload:
        """Give the file over."""
        self._sealer.close()
        self._file.flush()
        return SealedUpload(
            self._file, self._secret, name=self.file_name, content_type=self.content_type, size=file_size,
            charset=self.charset, content_type_extra=self.content_type_extra,
        )  # fmt: skip

    def upload_interrupted(self) -> None:
        """Let go of what came so far."""
        if hasattr(self, "_file"):
            self._file.close()
