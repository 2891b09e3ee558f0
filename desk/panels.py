"""What higher apps show on the home page beside the duties. Each panel is a template with its own bounded queries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

if TYPE_CHECKING:
    from accounts.gate import Request

Context = Callable[["Request"], dict[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """`context(request)` gives what the template needs, or None where there is nothing for this person."""

    name: str
    template: str
    order: int
    context: Context

    def render(self, request: "Request") -> str:
        context = self.context(request)
        return "" if context is None else render_to_string(self.template, context, request)


_panels: dict[str, Panel] = {}


def register(name: str, *, template: str, context: Context, order: int = 100) -> None:
    _panels[name] = Panel(name, template, order, context)


def shown_to(request: "Request") -> list[str]:
    ordered = sorted(_panels.values(), key=lambda panel: (panel.order, panel.name))
    return [html for panel in ordered if (html := panel.render(request))]
