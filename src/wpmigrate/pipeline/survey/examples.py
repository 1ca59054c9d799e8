"""Published items that a person can look at."""

from wpmigrate.report.inspection import MetIn
from wpmigrate.site.authors import without_emails
from wpmigrate.wxr.records import ItemRecord

MOST = 3


def example_of(item: ItemRecord) -> MetIn:
    """Name an item; an address that stands in its title is left out."""
    return MetIn(item.id or None, without_emails(item.title), item.link)
