"""The folder of its host that a site lives in: the old one's, and the new one's, which need not be the same."""

from msgspec import Struct


class Folders(Struct, frozen=True):
    """The path that each site begins at, without a slash at its end: empty at the root of a host, `/blog` below it."""

    old: str = ""
    new: str = ""

    def source(self, path: str) -> str:
        """Answer the whole path of what the old site had at `path`."""
        return self.old + path

    def target(self, address: str) -> str:
        """Answer the whole path of what the new site has at a path; an address of another host stays."""
        return self.new + address if address.startswith("/") and not address.startswith("//") else address

    def below(self, path: str) -> str:
        """Answer an old path as one of the new site's, or an empty string where it lies outside of its folder."""
        whole = self.source(path)
        return whole[len(self.new) :] if whole.startswith(f"{self.new}/") else ""
