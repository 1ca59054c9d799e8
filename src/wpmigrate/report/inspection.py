"""What an export holds, as `wpmigrate inspect` knows it: no address, no password and nothing of an item that is not public."""

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from wpmigrate.report.model import Input

FORMAT_VERSION: Final = 3
"""2: blocks and shortcodes say where they were met, and what becomes of them.
3: software, languages, dates, plugins, media, personal data, damage with places, a suggested configuration; types, fields and
authors are lists with examples; examples are of published items alone."""


UNRULED: Final = ", or as a rule in [shortcodes] of wpmigrate.toml says"
"""How it ends what is said of a shortcode that nothing here knows."""

Kind: TypeAlias = Literal["standard", "internal", "personal", "custom"]


class MetIn(Struct, frozen=True):
    """A published item that holds something."""

    id: int | None
    title: str
    link: str


class Met(Struct, frozen=True):
    """A type of block, or a shortcode: how often it was met, in how many items, what becomes of it, and the first public items."""

    name: str
    count: int
    items: int
    becomes: str
    examples: tuple[MetIn, ...] = ()


class Software(Struct, frozen=True):
    """What wrote the export: `name` is empty where nothing tells. `generator` is its own word, `wxr_version` the format's."""

    name: str
    version: str
    generator: str
    wxr_version: str
    exported: str = ""


class Language(Struct, frozen=True):
    """A language of the site, and what tells of it: the channel, or a multilingual plugin with a number of items."""

    code: str
    told_by: str
    items: int = 0


class Plugin(Struct, frozen=True):
    """A plugin, theme or page builder, in how many items it left traces, and which traces."""

    name: str
    kind: str
    items: int
    traces: tuple[str, ...]


class TypeMet(Struct, frozen=True):
    """A post type: its items by status, and whether WordPress made it, a plugin keeps its own things there, or it is the site's."""

    name: str
    kind: Kind
    count: int
    statuses: dict[str, int]
    example: MetIn | None = None


class FieldMet(Struct, frozen=True):
    """A custom field: how often it was met, in how many items, of which types, and a value that a published item shows.

    A `private` one is counted, and its value never shown.
    """

    name: str
    count: int
    items: int
    types: tuple[str, ...]
    private: bool = False
    example: str = ""


class AuthorMet(Struct, frozen=True):
    """Who wrote items: the login is empty where it is an e-mail address."""

    login: str
    name: str
    items: int
    known: bool = True


class MediaHost(Struct, frozen=True):
    """A host of media: how many attachments lie there, and how often bodies show something of it."""

    host: str
    attachments: int
    shown: int


class Media(Struct, frozen=True):
    """The media: `bytes` is what the metadata of `sized` attachments tell, so the whole is more where the two counts differ."""

    attachments: int
    sized: int
    bytes: int
    kinds: dict[str, int]
    hosts: tuple[MediaHost, ...]


class Place(Struct, frozen=True):
    """Where damage is: `offset` counts decompressed bytes."""

    input: str
    offset: int


class Damage(Struct, frozen=True):
    """One kind of damage: what it is, how often, whether something was lost by it, and the first places."""

    code: str
    severity: str
    sentence: str
    count: int
    places: tuple[Place, ...]


class Inspection(Struct, frozen=True, kw_only=True):
    """What an export holds. Every mapping is name → count, the most frequent first."""

    format_version: int = FORMAT_VERSION
    inputs: tuple[Input, ...]
    title: str
    url: str
    software: Software
    languages: tuple[Language, ...]
    first: str
    last: str
    years: dict[str, int]
    types: tuple[TypeMet, ...]
    comments: dict[str, int]
    comment_types: dict[str, int]
    authors: tuple[AuthorMet, ...]
    terms: dict[str, int]
    plugins: tuple[Plugin, ...]
    blocks: tuple[Met, ...]
    shortcodes: tuple[Met, ...]
    custom_fields: tuple[FieldMet, ...]
    media: Media
    personal_data: dict[str, int]
    outcomes: dict[str, int]
    damage: tuple[Damage, ...]
    suggested: str = ""
