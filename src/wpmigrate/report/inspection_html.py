"""What an export holds, as one HTML file: the tables of the Markdown report in the dress of the report of a run."""

from typing import Final

from wpmigrate.report.html_page import render
from wpmigrate.report.html_plots import Plot, columns
from wpmigrate.report.inspection import Inspection
from wpmigrate.report.inspection_tables import facts, sections

_MOST: Final = 500
_YEARS: Final = 2


def page(found: Inspection) -> str:
    """Write the page."""
    written = found.outcomes.get("written", 0)
    return "".join(
        render(
            "inspection.html",
            found=found,
            written=written,
            kept=sum(found.outcomes.values()) - written,
            facts=facts(found),
            sections=list(sections(found)),
            figures=_figures(found),
            most=_MOST,
        )
    )


def _figures(found: Inspection) -> list[Plot]:
    """Draw the years, where there are some."""
    if len(found.years) < _YEARS:
        return []
    return [columns("years", "Items by year", {year: {"items": count} for year, count in found.years.items()}, "items")]
