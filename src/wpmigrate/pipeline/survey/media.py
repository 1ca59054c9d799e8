"""Where the media lie, what kinds there are, and how large they are where that is told."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from wpmigrate.report.inspection import Media, MediaHost
from wpmigrate.site.fields import first
from wpmigrate.wxr.records import ItemRecord

_HOST: Final = re.compile(r"(?:https?:)?//(?:[^/@\s]*@)?([^/\s:?#]+)", re.IGNORECASE)
_EXTENSION: Final = re.compile(r"\.([A-Za-z0-9]{1,5})(?:[?#]|$)")
_SIZE: Final = re.compile(r's:8:"filesize";(?:i:|s:\d+:")(\d{1,15})[";]')
_MOST_HOSTS: Final = 1000


class MediaTally:
    """Counts that grow while the items pass."""

    def __init__(self) -> None:
        self._attached: Counter[str] = Counter()
        self._shown: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._sized = self._bytes = 0

    def see_attachment(self, item: ItemRecord) -> None:
        """Count one attachment."""
        url = item.attachment_url or item.guid
        host = _HOST.match(url)
        self._attached[host[1].lower() if host else ""] += 1
        extension = _EXTENSION.search(url.rpartition("/")[2])
        self._kinds[extension[1].lower() if extension else "(none)"] += 1
        size = _SIZE.search(first(item.meta, "_wp_attachment_metadata"))
        if size:
            self._sized += 1
            self._bytes += int(size[1])

    def see_shown(self, hosts: Iterable[str]) -> None:
        """Count what a body shows."""
        for host in hosts:
            if host in self._shown or len(self._shown) < _MOST_HOSTS:
                self._shown[host] += 1

    def media(self) -> Media:
        """Sum up."""
        shown: Counter[str] = Counter()
        for spelled, count in self._shown.items():
            shown[spelled.lower().partition(":")[0]] += count
        ranked = sorted(shown.keys() | self._attached.keys(), key=lambda h: (-self._attached[h], -shown[h], h))
        return Media(
            attachments=self._attached.total(),
            sized=self._sized,
            bytes=self._bytes,
            kinds=dict(sorted(self._kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
            hosts=tuple(MediaHost(host, self._attached[host], shown[host]) for host in ranked),
        )
