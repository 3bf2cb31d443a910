"""Inputs as bytes: opened where they are read, of a stated size at most, with the digest of what was read."""

import codecs
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from attrs import frozen

from nit_rules.errors import InputError, Problem

MIB = 1024 * 1024
#: The largest input of each kind, in bytes. Pages, JSON documents and workbooks are held in memory while they are read.
LARGEST = {
    "page": 32 * MIB,
    "csv": 8192 * MIB,
    "json": 64 * MIB,
    "jsonl": 8192 * MIB,
    "xlsx": 32 * MIB,
    "parquet": 16384 * MIB,
}
_CHUNK = MIB


#: Byte-order marks, and what they say; that of UTF-32 begins like one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Encodings with zero bytes in plain text.
WIDE = ("utf-16", "utf-32")


@frozen
class Input:
    """One input: its base name, and where its bytes are: a file, or a buffer that standard input was copied to.

    `named` says that it was asked for by its name; other files were found in a folder or by a pattern.
    """

    name: str
    path: Path | None = None
    buffer: IO[bytes] | None = None
    named: bool = True

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes from their beginning. Raises `InputError` where they cannot be had."""
        if self.buffer is not None:
            self.buffer.seek(0)
            yield self.buffer
            return
        assert self.path is not None  # noqa: S101 - without a buffer there is a file
        try:
            # A pipe without a writer would block for ever, and a device may have no end.
            if not stat.S_ISREG(self.path.stat().st_mode):
                raise InputError([Problem("cannot-read", self.name, "not a regular file")])
            stream = self.path.open("rb")
        except OSError as error:
            raise InputError([Problem("cannot-read", self.name, reason(error))]) from None
        with stream:
            yield stream

    def check_size(self, kind: str) -> None:
        """Raise `InputError` where the input is larger than is read of its kind."""
        with self.open() as stream:
            size = stream.seek(0, os.SEEK_END)
        if size > LARGEST[kind]:
            message = f"{size // MIB} MB; at most {LARGEST[kind] // MIB} MB are read of a {kind} input"
            raise InputError([Problem("too-large", self.name, message)])

    def bytes(self, kind: str) -> bytes:
        """All bytes of an input that is read whole."""
        self.check_size(kind)
        with self.open() as stream:
            return stream.read()

    def digest(self) -> str:
        """The digest of the bytes."""
        digest = hashlib.sha256()
        with self.open() as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
        return f"sha256:{digest.hexdigest()}"


def marked_encoding(head: bytes) -> str | None:
    """The encoding that a byte-order mark at the beginning says."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def encoding_of(source: Input) -> str:
    """The encoding of a text: by its byte-order mark, else UTF-8 where all of it is, else Windows' western one.

    Raises `InputError` for bytes that are no text.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open() as stream:
        chunk = stream.read(_CHUNK)
        encoding = marked_encoding(chunk)
        if encoding in WIDE:
            return encoding
        while True:
            if b"\0" in chunk:
                raise InputError([Problem("not-text", source.name, "this is a binary file, not text")])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                if encoding == "utf-8-sig":
                    raise InputError([Problem("not-text", source.name, "broken UTF-8")]) from None
                encoding = "cp1252"
            if not chunk:
                return encoding or "utf-8"
            chunk = stream.read(_CHUNK)


def reason(error: OSError) -> str:
    """Why the system refused, in its words."""
    return (error.strerror or str(error)).lower()
