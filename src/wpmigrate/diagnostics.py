"""What came out poorer, and how poor: a closed list of codes, each one severity, one sentence and one piece of advice.

A new member needs its page in docs/diagnostics/, which `wpmigrate explain` reads too; a test fails until it has one.
"""

from enum import Enum, IntEnum

from msgspec import Struct


class Severity(IntEnum):
    """Order by what a site owner must look at: a loss first."""

    NOTE = 0
    CHANGE = 1
    LOSS = 2


_LOOK = "Look at these pages on the new site."
_NOTE, _CHANGE, _LOSS = Severity


class Code(Enum):
    """One kind of degradation."""

    def __init__(self, severity: Severity, sentence: str, advice: str) -> None:
        self.slug = self.name.lower().replace("_", "-")
        self.severity = severity
        self.sentence = sentence
        self.advice = advice

    @classmethod
    def of(cls, slug: str) -> "Code":
        """Look a code up by its slug."""
        return cls[slug.upper().replace("-", "_")]

    # bodies, proven
    BODY_NOT_WHOLE = (
        _LOSS,
        "The Markdown of a body, rendered back, does not show all that the body showed.",
        "Compare the file with the post; --min-fidelity 1 keeps such bodies as HTML.",
    )
    BODY_DIFFERS = (
        _CHANGE,
        "The Markdown of a body, rendered back, shows something that the body did not, or in another order.",
        "Compare the file with the post.",
    )
    ADDRESS_DROPPED = (
        _CHANGE,
        "An address has no place in the text: an attribute's, or that of a link or picture in an excerpt.",
        "Nothing, unless a script of your site used it, or your lists of posts show excerpts.",
    )
    BODY_AS_HTML = (
        _CHANGE,
        "A body is kept as HTML inside of its Markdown: less than --min-fidelity would have come through, or the platform stops at it.",
        "Nothing, if your platform shows HTML in Markdown.",
    )
    HTML2TEXT_FAILED = (
        _CHANGE,
        "html2text could not write a body whole; it is written in our own Markdown.",
        "Nothing.",
    )
    MARKDOWN_KEPT = (_NOTE, "The post says that it is in Markdown; its body is kept as it is.", "Nothing.")
    READ_MORE_TEXT = (
        _NOTE,
        "The read-more link of a post has words of its own, which lists of posts showed; few themes can show them.",
        "Nothing, or put them into the theme.",
    )

    # reading: bytes and XML
    CONTROL_CHARACTERS = (_CHANGE, "Characters that XML forbids were removed.", "Nothing: they were never visible.")
    INVALID_UTF8 = (
        _CHANGE,
        "Bytes that are not UTF-8 were read as Windows-1252 or replaced.",
        "Look at the item: a letter may be wrong.",
    )
    FALSE_ENCODING = (
        _CHANGE,
        "The file declares another encoding than the one it is in.",
        "Nothing: the real one was used.",
    )
    BARE_AMPERSAND = (_CHANGE, "Ampersands that were not escaped were read as they stand.", "Nothing.")
    NAMED_ENTITY = (_CHANGE, "HTML entities that XML does not know were read as their characters.", "Nothing.")
    UNESCAPED_MARKUP = (_CHANGE, "A field held markup outside CDATA and was read as text.", "Nothing.")
    UNSPLIT_CDATA_END = (_CHANGE, "A text held an unescaped ]]> and was read to its real end.", "Nothing.")
    UNCLOSED_CDATA = (
        _CHANGE,
        "A CDATA section never ends; it was read to the end of its element.",
        "Compare the item with the site.",
    )
    MISMATCHED_TAGS = (_CHANGE, "XML tags that do not match were closed or dropped.", "Compare the item with the site.")
    UNDECLARED_PREFIX = (_CHANGE, "An XML prefix was used without a declaration.", "Nothing.")
    JUNK_BEFORE = (
        _CHANGE,
        "Text before the XML document was skipped.",
        "Nothing, unless the file is not what you meant.",
    )
    JUNK_BETWEEN = (_CHANGE, "Text between items, such as a PHP warning, was skipped.", "Nothing.")
    JUNK_AFTER = (_CHANGE, "Text after the XML document was skipped.", "Nothing.")
    BYTE_ORDER_MARK = (_NOTE, "A byte order mark was skipped.", "Nothing.")
    SEVERAL_DOCUMENTS = (_CHANGE, "The file holds more than one document; all were read.", "Nothing.")
    TRUNCATED_FILE = (
        _LOSS,
        "The file ends early: what follows the last whole item is lost.",
        "Export the site again and compare.",
    )
    RECOVERED_ITEM = (
        _LOSS,
        "The item was not well-formed XML and was read by recovery.",
        "Compare the item with the site.",
    )
    UNREADABLE_ITEM = (
        _LOSS,
        "The item could not be read.",
        "Look at the file at this offset, or export the site again.",
    )
    UNUSUAL_VERSION = (_NOTE, "The WXR version is missing or not a number.", "Nothing.")
    UNKNOWN_ELEMENT = (
        _NOTE,
        "An element that no field of the model holds was left out.",
        "Nothing, unless a plugin of yours needs it.",
    )
    UNREADABLE_META = (
        _NOTE,
        "A PHP-serialised value could not be decoded and stays as text.",
        "Nothing, unless you use that field.",
    )
    OVERSIZED_ITEM = (
        _LOSS,
        "The item is larger than the limit.",
        "Look whether it is really yours; --max item=256M takes larger ones.",
    )

    # site: normalised facts
    AUTHOR_MISSING = (
        _CHANGE,
        "The author is not in the export; a placeholder stands in.",
        "Name the author in the written files.",
    )
    AUTHOR_LOGIN_HIDDEN = (_CHANGE, "A login that is an e-mail address was replaced.", "Nothing.")
    DATE_MISSING = (_CHANGE, "The item has no usable date.", "Set one if the target needs it.")
    DATE_LOCAL_ONLY = (
        _NOTE,
        "Only the local date is known; the site's offset was added.",
        "Check with --timezone if hours matter.",
    )
    SLUG_MADE = (_NOTE, "The item has no slug; one was made.", "Nothing.")
    SLUG_CHANGED = (
        _CHANGE,
        "The slug could not be a file name, or was taken, and was changed.",
        "Check the links to these items.",
    )
    TERM_DERIVED = (
        _NOTE,
        "The term is not defined in the export and was derived from the items that use it.",
        "Nothing.",
    )
    TERM_PARENT_MISSING = (_CHANGE, "The term's parent is not in the export; it stands at the top.", "Nothing.")
    PARENT_MISSING = (_CHANGE, "The parent page is not in the export; the page stands at the top.", "Nothing.")
    PARENT_CYCLE = (_CHANGE, "Pages are each other's parents; the ring was cut.", "Check the order of the pages.")
    COMMENT_PARENT_MISSING = (
        _CHANGE,
        "A comment answers one that is not shown; it stands at the end, as in WordPress.",
        "Nothing.",
    )
    COMMENT_CYCLE = (_CHANGE, "Comments answer each other in a ring; the ring was cut.", "Nothing.")
    THUMBNAIL_MISSING = (
        _LOSS,
        "The featured image is not in the export.",
        "Export the site again with all content, not posts alone.",
    )
    THUMBNAIL_KEPT_OUT = (
        _LOSS,
        "The featured image is kept out, as its own status says.",
        "Publish it, or choose another picture.",
    )
    MENU_TARGET_MISSING = (_CHANGE, "The menu entry points at something that is not written.", "Check the menu.")
    META_LEFT_OUT = (_NOTE, "Fields that are private or internal were left out.", "Nothing.")
    PLUGIN_NOISE = (_NOTE, "Fields that only a plugin of the old site had a use for were left out.", "Nothing.")
    VARIABLE_UNKNOWN = (
        _NOTE,
        "A text for search engines holds a variable that only the plugin could fill in; it was left out.",
        "Look at the title and description of the page.",
    )
    DUPLICATE_ID = (_NOTE, "Another item has the same id.", "Nothing: both are kept apart.")
    FILTER_MET_NOTHING = (
        _CHANGE,
        "An option names something that no item has.",
        "Check how it is spelled; `wpmigrate inspect` lists what there is.",
    )
    FIELD_NAME_TAKEN = (
        _CHANGE,
        "A custom field has the name of a front matter key that means something else; it was left out there.",
        "Give it another name: --field NAME:ALIAS.",
    )

    # bodies
    SHORTCODE_KEPT = (
        _CHANGE,
        "A shortcode that nothing here knows stays as it stood.",
        "Write a rule for each into [shortcodes] of wpmigrate.toml (keep, strip, unwrap, a template), or take all out with --shortcodes strip.",
    )
    SHORTCODE_STRIPPED = (_LOSS, "A shortcode that nothing here knows was removed, its content kept.", _LOOK)
    SHORTCODE_LEFT_OUT = (
        _CHANGE,
        "A shortcode was left out with its content, as your rule for it asks.",
        "Nothing; take its rule out of wpmigrate.toml to have it back.",
    )
    BLOCK_DYNAMIC = (
        _LOSS,
        "A block shows what WordPress makes at view time; a migrated page cannot.",
        "Put a feature of your new site, such as its own list of posts, in the place of each.",
    )
    BLOCK_UNKNOWN = (_NOTE, "A block that nothing here knows was converted by its HTML.", _LOOK)
    BLOCK_BROKEN = (_CHANGE, "A block's delimiters are damaged; its text was kept.", _LOOK)
    REUSABLE_MISSING = (
        _LOSS,
        "A reusable block is not in the export.",
        "Export the site again with all content; its reusable blocks are then in the file.",
    )
    REUSABLE_CYCLE = (_CHANGE, "Reusable blocks contain each other; the ring was cut.", _LOOK)
    SHORTCODE_DYNAMIC = (
        _LOSS,
        "A shortcode shows what a plugin makes at view time; a migrated page cannot.",
        "Put a feature of your new site, such as its own list of posts, in the place of each.",
    )
    FORM_LEFT_OUT = (
        _LOSS,
        "A form cannot work without WordPress; a hidden mark stands in its place.",
        "Search your pages for “wpmigrate:” and put a form of your new site there.",
    )
    MEMBERS_ONLY = (
        _LOSS,
        "Words that only members or guests of the old site saw are kept out: here everybody would see them.",
        "Search your pages for “wpmigrate:” and decide what stands there.",
    )
    PART_MISSING = (
        _LOSS,
        "A page shows a slider, table, template or form that is not in the export.",
        "Export all content; some plugins keep theirs in tables of their own, which no export holds.",
    )
    GALLERY_IMAGE_MISSING = (
        _LOSS,
        "An image of a gallery is not in the export.",
        "Export the site again with all content, or add the image by hand.",
    )
    EMBED_AS_LINK = (_NOTE, "An embed without cached HTML became a link.", "Nothing, or embed it again.")
    FOOTNOTE_MISSING = (_LOSS, "A footnote's text is not in the export.", _LOOK)
    RAW_HTML = (_NOTE, "HTML that Markdown cannot say stays as HTML.", "Nothing, if your target shows HTML.")
    SCRIPT_KEPT = (_NOTE, "A script stays in the body as it stood.", "Check that your new site may run it.")
    HTML_SANITISED = (
        _CHANGE,
        "HTML that could run was removed, as --safe asks.",
        "Nothing, or put it back by hand where you trust it.",
    )
    UNSAFE_URL = (_CHANGE, "A link with a scheme that could run code was disarmed.", "Check the link.")
    BODY_TOO_DEEP = (
        _LOSS,
        "The body is nested too deeply to parse and stays as escaped source.",
        "Clean the page in WordPress.",
    )
    BODY_TOO_COSTLY = (
        _LOSS,
        "The body took more time or memory than a body may, and stays as escaped source.",
        "Look at it in WordPress; --max seconds=100 gives bodies more time.",
    )
    HANDLER_FAILED = (
        _LOSS,
        "A converter failed on a part of the body; its source was kept.",
        "Please report it, with the part.",
    )
    PROCESS_DIED = (
        _LOSS,
        "Every process that was to read or convert this item died over it; the item was left out, and the rest converted.",
        "Please report it, with the item; where memory ran out, run again with --jobs 1.",
    )
    LOOKS_LIKE_MARKDOWN = (_NOTE, "The body looks like Markdown already.", _LOOK)

    # targets and output
    TERMS_MERGED = (
        _CHANGE,
        "Two terms have one name to the target and share a page.",
        "Rename one, or write terms by slug (--set terms=slugs).",
    )
    COMMENTS_NOT_HELD = (
        _LOSS,
        "A comment system has no place for these comments.",
        "Nothing, or take them from _wpmigrate/comments.jsonl.",
    )
    REPLIES_RAISED = (
        _CHANGE,
        "Replies stand below a comment further up, because the comment system holds no deeper ones.",
        "Nothing.",
    )
    SETTING_NEEDED = (
        _LOSS,
        "The target's default settings leave out HTML that bodies hold.",
        "Change the setting that is named, or take --scaffold.",
    )
    NOT_HELD = (
        _LOSS,
        "The target has no place for this.",
        "Choose another target, or take it from the JSON files in _wpmigrate/.",
    )
    TEMPLATE_ESCAPED = (_NOTE, "Template syntax in the text was escaped so that the target shows it.", "Nothing.")
    EDITED_FILE_KEPT = (
        _CHANGE,
        "A person edited the file; it was not overwritten, and what is newer lies beside it as .new.",
        "Merge the two, or use --force to replace it.",
    )
    FOREIGN_FILE_KEPT = (
        _LOSS,
        "A file that is not ours stands there; it was not touched.",
        "Move that file away and run again, or choose another folder.",
    )
    PATH_CHANGED = (_CHANGE, "The path was taken by another item and got a number.", "Check the links to these items.")
    UNPLACED = (
        _LOSS,
        "A file has no place: another file of this run has it, or its path is too long.",
        "Rename the item in WordPress and export it again.",
    )
    MEDIA_MISSING = (
        _LOSS,
        "A media file that is used is not among the uploads.",
        "Look for these files in an older backup, and put them where the pages point.",
    )
    MEDIA_NOT_FETCHED = (
        _LOSS,
        "A media file that is used could not be downloaded.",
        "Look at the address; run again for what may pass, or take it from a backup with --uploads.",
    )
    MEDIA_UNREADABLE = (
        _LOSS,
        "A media file that is used is damaged, encrypted or refused where it lies.",
        "Unpack the archive yourself, or make it again.",
    )
    MEDIA_SMALLER = (
        _CHANGE,
        "Of a picture only a smaller size is among the uploads; it stands in.",
        "Look for the original in an older backup.",
    )
    MEDIA_RENAMED = (
        _NOTE,
        "The name of a media file had to change, because no file system or URL takes it as it was.",
        "Nothing: the pages point to the new name.",
    )
    BROKEN_LINK = (
        _CHANGE,
        "A link leads to an address of the old site that nothing of the export answers; it stays as it was.",
        "Look where each of these links should lead; they break when the old site goes.",
    )
    LINK_TO_UNPUBLISHED = (
        _CHANGE,
        "A link leads to something of the old site that no visitor may see; it stays as it was.",
        "Remove the link, or publish what it leads to.",
    )
    ADDRESS_LOST = (
        _CHANGE,
        "Old addresses of this kind have nothing on the new site that could answer them.",
        "Nothing, or add redirects of your own for them.",
    )
    ADDRESS_REUSED = (
        _CHANGE,
        "At this old address stands something else on the new site; it cannot lead to where it led.",
        "Nothing if you meant it; otherwise give one of the two another slug.",
    )
    REDIRECT_NOT_HELD = (
        _LOSS,
        "A redirect cannot be said in this format, or is more than the host takes.",
        "Choose another format for these, or set them up by hand.",
    )
    REDIRECT_RING = (
        _CHANGE,
        "Redirects lead in a ring and were left out.",
        "Look which of the addresses is the right one.",
    )
    STALE_FILE = (
        _NOTE,
        "A file of an earlier run is no longer made; it was left.",
        "Delete it if you do not need it; --prune removes all of these that nobody edited.",
    )


class Diagnostic(Struct, frozen=True):
    """One degradation of one thing. `detail` is short and never holds text of an item that is kept out."""

    code: Code
    detail: str = ""
    count: int = 1
