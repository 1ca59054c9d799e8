"""What came out poorer, and how poor: a closed list of codes, each one severity, one sentence and one piece of advice.

A new member needs its entry in docs/diagnostics.md; the docs test fails until it has one.
"""

from enum import Enum, IntEnum

from msgspec import Struct


class Severity(IntEnum):
    """Order by what a site owner must look at: a loss first."""

    NOTE = 0
    CHANGE = 1
    LOSS = 2


class Code(Enum):
    """One kind of degradation."""

    def __init__(self, slug: str, severity: Severity, sentence: str, advice: str) -> None:
        self.slug = slug
        self.severity = severity
        self.sentence = sentence
        self.advice = advice

    @classmethod
    def of(cls, slug: str) -> "Code":
        """Look a code up by its slug."""
        return cls[slug.upper().replace("-", "_")]

    # reading: bytes and XML
    CONTROL_CHARACTERS = (
        "control-characters",
        Severity.CHANGE,
        "Characters that XML forbids were removed.",
        "Nothing: they were never visible.",
    )
    INVALID_UTF8 = (
        "invalid-utf8",
        Severity.CHANGE,
        "Bytes that are not UTF-8 were read as Windows-1252 or replaced.",
        "Look at the item: a letter may be wrong.",
    )
    FALSE_ENCODING = (
        "false-encoding",
        Severity.CHANGE,
        "The file declares another encoding than the one it is in.",
        "Nothing: the real one was used.",
    )
    BARE_AMPERSAND = (
        "bare-ampersand",
        Severity.CHANGE,
        "Ampersands that were not escaped were read as they stand.",
        "Nothing.",
    )
    NAMED_ENTITY = (
        "named-entity",
        Severity.CHANGE,
        "HTML entities that XML does not know were read as their characters.",
        "Nothing.",
    )
    UNESCAPED_MARKUP = (
        "unescaped-markup",
        Severity.CHANGE,
        "A field held markup outside CDATA and was read as text.",
        "Nothing.",
    )
    UNSPLIT_CDATA_END = (
        "unsplit-cdata-end",
        Severity.CHANGE,
        "A text held an unescaped ]]> and was read to its real end.",
        "Nothing.",
    )
    UNCLOSED_CDATA = (
        "unclosed-cdata",
        Severity.CHANGE,
        "A CDATA section never ends; it was read to the end of its element.",
        "Compare the item with the site.",
    )
    MISMATCHED_TAGS = (
        "mismatched-tags",
        Severity.CHANGE,
        "XML tags that do not match were closed or dropped.",
        "Compare the item with the site.",
    )
    UNDECLARED_PREFIX = (
        "undeclared-prefix",
        Severity.CHANGE,
        "An XML prefix was used without a declaration.",
        "Nothing.",
    )
    JUNK_BEFORE = (
        "junk-before",
        Severity.CHANGE,
        "Text before the XML document was skipped.",
        "Nothing, unless the file is not what you meant.",
    )
    JUNK_BETWEEN = (
        "junk-between",
        Severity.CHANGE,
        "Text between items, such as a PHP warning, was skipped.",
        "Nothing.",
    )
    JUNK_AFTER = ("junk-after", Severity.CHANGE, "Text after the XML document was skipped.", "Nothing.")
    BYTE_ORDER_MARK = ("byte-order-mark", Severity.NOTE, "A byte order mark was skipped.", "Nothing.")
    SEVERAL_DOCUMENTS = (
        "several-documents",
        Severity.CHANGE,
        "The file holds more than one document; all were read.",
        "Nothing.",
    )
    TRUNCATED_FILE = (
        "truncated-file",
        Severity.LOSS,
        "The file ends early: what follows the last whole item is lost.",
        "Export the site again and compare.",
    )
    RECOVERED_ITEM = (
        "recovered-item",
        Severity.LOSS,
        "The item was not well-formed XML and was read by recovery.",
        "Compare the item with the site.",
    )
    UNREADABLE_ITEM = (
        "unreadable-item",
        Severity.LOSS,
        "The item could not be read.",
        "Look at the file at this offset, or export the site again.",
    )
    UNUSUAL_VERSION = ("unusual-version", Severity.NOTE, "The WXR version is missing or not a number.", "Nothing.")
    UNKNOWN_ELEMENT = (
        "unknown-element",
        Severity.NOTE,
        "An element that no field of the model holds was left out.",
        "Nothing, unless a plugin of yours needs it.",
    )
    UNREADABLE_META = (
        "unreadable-meta",
        Severity.NOTE,
        "A PHP-serialised value could not be decoded and stays as text.",
        "Nothing, unless you use that field.",
    )
    OVERSIZED_ITEM = (
        "oversized-item",
        Severity.LOSS,
        "The item is larger than the limit.",
        "Look whether it is really yours.",
    )

    # site: normalised facts
    AUTHOR_MISSING = (
        "author-missing",
        Severity.CHANGE,
        "The author is not in the export; a placeholder stands in.",
        "Name the author in the written files.",
    )
    AUTHOR_LOGIN_HIDDEN = (
        "author-login-hidden",
        Severity.CHANGE,
        "A login that is an e-mail address was replaced.",
        "Nothing.",
    )
    DATE_MISSING = ("date-missing", Severity.CHANGE, "The item has no usable date.", "Set one if the target needs it.")
    DATE_LOCAL_ONLY = (
        "date-local-only",
        Severity.NOTE,
        "Only the local date is known; the site's offset was added.",
        "Check with --timezone if hours matter.",
    )
    SLUG_MADE = ("slug-made", Severity.NOTE, "The item has no slug; one was made.", "Nothing.")
    SLUG_CHANGED = (
        "slug-changed",
        Severity.CHANGE,
        "The slug could not be a file name, or was taken, and was changed.",
        "Check links to it.",
    )
    TERM_DERIVED = (
        "term-derived",
        Severity.NOTE,
        "The term is not defined in the export and was derived from the items that use it.",
        "Nothing.",
    )
    TERM_PARENT_MISSING = (
        "term-parent-missing",
        Severity.CHANGE,
        "The term's parent is not in the export; the term stands at the top.",
        "Nothing.",
    )
    PARENT_MISSING = (
        "parent-missing",
        Severity.CHANGE,
        "The parent page is not in the export; the page stands at the top.",
        "Nothing.",
    )
    PARENT_CYCLE = (
        "parent-cycle",
        Severity.CHANGE,
        "Pages are each other's parents; the ring was cut.",
        "Check the order of the pages.",
    )
    COMMENT_PARENT_MISSING = (
        "comment-parent-missing",
        Severity.CHANGE,
        "The comment it answers is not shown; it stands at the end, as WordPress shows it.",
        "Nothing.",
    )
    COMMENT_CYCLE = (
        "comment-cycle",
        Severity.CHANGE,
        "Comments answer each other in a ring; the ring was cut.",
        "Nothing.",
    )
    THUMBNAIL_MISSING = (
        "thumbnail-missing",
        Severity.LOSS,
        "The featured image is not in the export.",
        "Export all content, not posts alone.",
    )
    MENU_TARGET_MISSING = (
        "menu-target-missing",
        Severity.CHANGE,
        "The menu entry points at something that is not written.",
        "Check the menu.",
    )
    META_LEFT_OUT = ("meta-left-out", Severity.NOTE, "Fields that are private or internal were left out.", "Nothing.")
    DUPLICATE_ID = ("duplicate-id", Severity.NOTE, "Another item has the same id.", "Nothing: both are kept apart.")

    # bodies
    SHORTCODE_KEPT = (
        "shortcode-kept",
        Severity.CHANGE,
        "A shortcode that nothing here knows stays as it stood.",
        "Replace it by hand, or use --shortcodes strip.",
    )
    SHORTCODE_STRIPPED = (
        "shortcode-stripped",
        Severity.LOSS,
        "A shortcode that nothing here knows was removed, its content kept.",
        "Check the page.",
    )
    BLOCK_DYNAMIC = (
        "block-dynamic",
        Severity.LOSS,
        "A block shows what WordPress makes at view time; a migrated page cannot.",
        "Replace it by a feature of your new site.",
    )
    BLOCK_UNKNOWN = (
        "block-unknown",
        Severity.NOTE,
        "A block that nothing here knows was converted by its HTML.",
        "Check the page.",
    )
    BLOCK_BROKEN = (
        "block-broken",
        Severity.CHANGE,
        "A block's delimiters are damaged; its text was kept.",
        "Check the page.",
    )
    REUSABLE_MISSING = (
        "reusable-missing",
        Severity.LOSS,
        "A reusable block is not in the export.",
        "Export all content.",
    )
    REUSABLE_CYCLE = (
        "reusable-cycle",
        Severity.CHANGE,
        "Reusable blocks contain each other; the ring was cut.",
        "Check the page.",
    )
    GALLERY_IMAGE_MISSING = (
        "gallery-image-missing",
        Severity.LOSS,
        "An image of a gallery is not in the export.",
        "Export all content, or add the image by hand.",
    )
    EMBED_AS_LINK = (
        "embed-as-link",
        Severity.NOTE,
        "An embed without cached HTML became a link.",
        "Nothing, or embed it again.",
    )
    FOOTNOTE_MISSING = ("footnote-missing", Severity.LOSS, "A footnote's text is not in the export.", "Check the page.")
    RAW_HTML = (
        "raw-html",
        Severity.NOTE,
        "HTML that Markdown cannot say stays as HTML.",
        "Nothing, if your target shows HTML.",
    )
    SCRIPT_KEPT = (
        "script-kept",
        Severity.NOTE,
        "A script stays in the body as it stood.",
        "Check that your new site may run it.",
    )
    UNSAFE_URL = (
        "unsafe-url",
        Severity.CHANGE,
        "A link with a scheme that could run code was disarmed.",
        "Check the link.",
    )
    BODY_TOO_DEEP = (
        "body-too-deep",
        Severity.LOSS,
        "The body is nested too deeply to parse and stays as escaped source.",
        "Clean the page in WordPress.",
    )
    HANDLER_FAILED = (
        "handler-failed",
        Severity.LOSS,
        "A converter failed on a part of the body; its source was kept.",
        "Please report it, with the part.",
    )
    LOOKS_LIKE_MARKDOWN = (
        "looks-like-markdown",
        Severity.NOTE,
        "The body looks like Markdown already.",
        "Check the page.",
    )

    # targets and output
    TERMS_MERGED = (
        "terms-merged",
        Severity.CHANGE,
        "Two terms have one name to the target and share a page.",
        "Rename one, or write terms by slug (--set terms=slugs).",
    )
    NOT_HELD = (
        "not-held",
        Severity.LOSS,
        "The target has no place for this.",
        "Choose another target, or take it from the neutral JSON.",
    )
    TEMPLATE_ESCAPED = (
        "template-escaped",
        Severity.NOTE,
        "Template syntax in the text was escaped so that the target shows it.",
        "Nothing.",
    )
    EDITED_FILE_KEPT = (
        "edited-file-kept",
        Severity.CHANGE,
        "A person edited the file; it was not overwritten.",
        "Use --force to replace it.",
    )
    FOREIGN_FILE_KEPT = (
        "foreign-file-kept",
        Severity.LOSS,
        "A file that is not ours stands there; it was not touched.",
        "Move it, or choose another folder.",
    )
    PATH_CHANGED = (
        "path-changed",
        Severity.CHANGE,
        "The path was taken by another item and got a number.",
        "Check links to it.",
    )
    UNPLACED = (
        "unplaced",
        Severity.LOSS,
        "A file has no place: another file of this run has it, or its path is too long.",
        "Rename the item in WordPress and export it again.",
    )
    STALE_FILE = (
        "stale-file",
        Severity.NOTE,
        "A file of an earlier run is no longer made; it was left.",
        "Delete it if you do not need it.",
    )


class Diagnostic(Struct, frozen=True):
    """One degradation of one thing. `detail` is short and never holds text of an item that is kept out."""

    code: Code
    detail: str = ""
    count: int = 1
