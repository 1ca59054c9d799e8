"""The facts of a post that nothing is known of."""

from collections.abc import Sequence

from wpmigrate.content.parts import Facts
from wpmigrate.model import Attachment
from wpmigrate.traces import Part, Reference


class _NoFacts:
    """A post that nothing is known of."""

    def attachment(self, attachment_id: int) -> Attachment | None:  # noqa: ARG002 - the protocol's signature
        return None

    def attached(self, parent: int | None = None) -> Sequence[Attachment]:  # noqa: ARG002
        return ()

    def original(self, url: str) -> str:
        return url

    def oembed(self, url: str) -> str:  # noqa: ARG002
        return ""

    def reusable(self, ref: int) -> str | None:  # noqa: ARG002
        return None

    def meta(self, key: str) -> str:  # noqa: ARG002
        return ""

    def part(self, number: int) -> Part | None:  # noqa: ARG002
        return None

    def named_part(self, kind: str, slug: str) -> Part | None:  # noqa: ARG002
        return None

    def parts(self, kind: str, parent: int | None = None) -> Sequence[Part]:  # noqa: ARG002
        return ()

    def reference(self, kind: str, number: int) -> Reference | None:  # noqa: ARG002
        return None


NO_FACTS: Facts = _NoFacts()
