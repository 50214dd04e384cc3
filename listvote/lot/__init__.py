"""The verifiable lot: an order of a numbered pool that anyone can recompute from what was published.

Two ways to the order. Our own: a secret that was committed to beforehand, salted by the members, and any public values.
Or RFC 3797, from public values alone. The lot settles only ties: whoever has the lower standing comes first, and among
equals the lot decides. It knows numbers and texts, not members or tasks, and draws nothing at random itself.
"""

from listvote.lot.drawing import SECRET_BYTES, LotError, commitment, in_order, order, rfc3797, seed
from listvote.lot.published import (
    Lot,
    PoolMember,
    by_standing,
    differences,
    drawn,
    drawn_again,
    guarantees,
    record,
    verify,
)

__all__ = [
    "SECRET_BYTES",
    "Lot",
    "LotError",
    "PoolMember",
    "by_standing",
    "commitment",
    "differences",
    "drawn",
    "drawn_again",
    "guarantees",
    "in_order",
    "order",
    "record",
    "rfc3797",
    "seed",
    "verify",
]
