"""Frames over a pipe: so many bytes, whole or not at all, and nobody is waited for longer than agreed.

It knows nothing of what they hold, nor of who writes them.
"""

from __future__ import annotations

import os
import select
import time
from typing import Final

_LENGTH_BYTES: Final = 8
_ROOM_BYTES: Final = 1_048_576


class FramesEnded(Exception):
    """The other side is gone, or takes or gives nothing for too long; says which in a few words."""


class FrameReader:
    """Reads frames from the reading end of a pipe."""

    def __init__(self, fd: int) -> None:
        """Read from this file descriptor, which stays its owner's."""
        self._fd = fd
        self._room = bytearray(_ROOM_BYTES)  # kept: new room for every frame costs more than filling it
        self._poll = select.poll()
        self._poll.register(fd, select.POLLIN)

    def waits(self) -> bool:
        """Whether something can be read now: a frame, the beginning of one, or the end."""
        return bool(self._poll.poll(0))

    def read(self, seconds: float | None = None) -> memoryview:
        """Read one frame, which holds until the next one is read.

        `seconds` is how long is waited for each piece of it, None for ever. Raises FramesEnded.
        """
        length = int.from_bytes(self._filled(_LENGTH_BYTES, seconds), "big")
        if max(length, _ROOM_BYTES) != len(self._room):
            self._room = bytearray(max(length, _ROOM_BYTES))
        return self._filled(length, seconds)

    def _filled(self, size: int, seconds: float | None) -> memoryview:
        whole = memoryview(self._room)[:size]
        got = 0
        while got < size:
            if not self._poll.poll(None if seconds is None else seconds * 1000):
                raise FramesEnded(f"nothing came for {seconds:.0f} seconds")
            piece = os.readv(self._fd, [whole[got:]])
            if not piece:
                raise FramesEnded("it ended")
            got += piece
        return whole


def write_frame(fd: int, frame: bytes, seconds: float | None = None) -> None:
    """Write one frame into the writing end of a pipe.

    `seconds` is how long is waited until all of it is taken, None for ever: then `fd` may block. With a limit it is
    made one that does not. Raises FramesEnded.
    """
    left = memoryview(len(frame).to_bytes(_LENGTH_BYTES, "big") + frame)
    until = None if seconds is None else time.monotonic() + seconds
    if until is not None:
        os.set_blocking(fd, False)
    poll = select.poll()
    poll.register(fd, select.POLLOUT)
    while left:
        if until is not None and not poll.poll(max(until - time.monotonic(), 0) * 1000):
            raise FramesEnded(f"nothing was taken for {seconds:.0f} seconds")
        try:
            left = left[os.write(fd, left) :]
        except BlockingIOError:
            continue  # there was room, though not for this
        except BrokenPipeError as error:
            raise FramesEnded("it ended") from error
