"""The demonstration programme: invented people whose totals are the pilot's published figures."""

from desktop.demo.build import DemoAccount, DemoFacts, build
from desktop.demo.cells import Size

__all__ = ["DemoAccount", "DemoFacts", "Size", "build"]
