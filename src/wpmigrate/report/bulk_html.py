"""The merged report of many exports as one page."""

from collections.abc import Iterator

from wpmigrate.report.bulk import BulkReport
from wpmigrate.report.bulk_text import MOST_ROWS, poorest
from wpmigrate.report.html_page import render


def write_html(report: BulkReport) -> Iterator[str]:
    """Yield the page in pieces."""
    quarantined = [site for site in report.worst if site.status == "quarantined"]
    return render(
        "bulk.html",
        report=report,
        quarantined=quarantined[:MOST_ROWS],
        sites=[site for site in report.worst if site.status == "done"][:MOST_ROWS],
        poorer=len(poorest(report)),
    )
