"""Signs that mean the same in every language: `+1`, `-1`, `0`, thumbs."""

from __future__ import annotations

from typing import Final

from listvote.mail.vocabulary.phrase import TASK, Kind, Phrase, Vocabulary, listed

SYMBOLS: Final = Vocabulary(
    language="",
    name="Signs",
    phrases=(
        Phrase(
            listed("+1 | 👍"),
            "agree",
            counts=listed("+1 | *+1* | +1! | 👍 | 👍🏽 | 👍👍 | +1 🎉 | :+1: | (+1) | +1, +1 | +1 :-)"),
            not_counted=listed("+1? | +1/-1 | +1.5 | +10 | +1 555 0100 200 | +1% | 3+1 | GMT+1 | +1 -1 | +1s | +2"),
        ),
        Phrase(
            listed("-1 | 👎"),
            "disagree",
            counts=listed("-1 | **-1** | −1 | –1 | -1! | 👎"),
            not_counted=listed("-1? | -1.5 | -10 | -1% | 3-1 | +1 or -1"),
        ),
        Phrase(
            listed("+0"),
            "reservations",
            ("consensus", "lazy", "gradient"),
            counts=listed("+0"),
            not_counted=listed("+0? | +0.5"),
        ),
        Phrase(
            listed("-0"),
            "stand aside",
            ("consensus", "lazy", "gradient"),
            counts=listed("-0 | −0"),
            not_counted=listed("-0? | -0.9"),
        ),
        Phrase(
            listed("+0 | -0"),
            "abstain",
            ("majority",),
            counts=listed("+0 | -0"),
        ),
        Phrase(
            listed("0"),
            "abstain",
            alone=True,
            counts=listed("0 | 0."),
            not_counted=listed("0? | 0.5 | 0 people came"),
        ),
        Phrase(
            listed("+1 | 👍"),
            "offer",
            TASK,
            kind=Kind.VAGUE,
            not_counted=listed("+1"),
        ),
    ),
    trails=("✅", "✔", "☑", "👌", "💯"),
    vague=("✅", "✔", "☑", "👌", "💯", "❌", "🙋"),
)
