"""Views to text: templates and what they need, nothing of the state of a group."""

from listvote.render.templates import Rendered, Templates, render

__all__ = ["Rendered", "Templates", "render"]
