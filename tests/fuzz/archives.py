"""Archives out of a fuzzer's bytes: a header has a checksum that no mutation would hit."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import tarfile

_TYPES = (b"0", b"0", b"0", b"0", b"1", b"2", b"3", b"5", b"6", b"S", b"x")
_DIGEST = re.compile(rb"@([0-9])@")


def archive_of(data: bytes) -> bytes:
    """Make an archive: of a first ``m`` or ``z`` by the members named behind it, else as it is.

    Members are names and contents between NUL bytes, and under ``z`` it is compressed. Each
    ``@N@`` stands for the SHA-256 of the Nth member's content. A name may begin with ``%`` and a
    digit, which makes it a link, a device and the like.
    """
    if data[:1] not in (b"m", b"z"):
        return data
    parts = data[1:].split(b"\0")
    contents = parts[1::2]
    whole: list[bytes] = []
    for content in contents:
        whole.append(_filled(content, whole))
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, content in zip(parts[::2], whole, strict=False):
            member = tarfile.TarInfo(_filled(name, whole).decode("utf-8", "surrogateescape"))
            member.size = len(content)
            if name[:1] == b"%" and name[1:2].isdigit():
                member.name = member.name[2:]
                member.type = _TYPES[int(name[1:2])]
                member.linkname = content[:90].decode("utf-8", "surrogateescape")
                member.size = len(content) if member.isreg() else 0
            tar.addfile(member, io.BytesIO(content))
    packed = out.getvalue()
    return gzip.compress(packed, 1) if data[:1] == b"z" else packed


def _filled(text: bytes, contents: list[bytes]) -> bytes:
    def digest(found: re.Match[bytes]) -> bytes:
        number = int(found[1])
        known = contents[number] if number < len(contents) else b""
        return hashlib.sha256(known).hexdigest().encode()

    return _DIGEST.sub(digest, text)
