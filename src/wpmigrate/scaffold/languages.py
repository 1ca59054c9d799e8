"""The languages of a site, by the names that their own speakers call them."""

from typing import Final

from wpmigrate.contract import SiteJob

_OWN_NAMES: Final = {
    "ar": "العربية", "bg": "Български", "bn": "বাংলা", "ca": "Català", "cs": "Čeština", "cy": "Cymraeg", "da": "Dansk", "de": "Deutsch",
    "el": "Ελληνικά", "en": "English", "es": "Español", "et": "Eesti", "eu": "Euskara", "fa": "فارسی", "fi": "Suomi", "fr": "Français",
    "ga": "Gaeilge", "gl": "Galego", "he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "id": "Bahasa Indonesia",
    "is": "Íslenska", "it": "Italiano", "ja": "日本語", "ka": "ქართული", "ko": "한국어", "lt": "Lietuvių", "lv": "Latviešu",
    "mk": "Македонски",
    "ms": "Bahasa Melayu", "nb": "Norsk bokmål", "nl": "Nederlands", "no": "Norsk", "pl": "Polski", "pt": "Português", "ro": "Română",
    "ru": "Русский", "sk": "Slovenčina", "sl": "Slovenščina", "sq": "Shqip", "sr": "Српски", "sv": "Svenska", "th": "ไทย", "tr": "Türkçe",
    "uk": "Українська", "ur": "اردو", "uz": "Oʻzbek", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip


def language_names(job: SiteJob) -> dict[str, str]:
    """Answer language → its name, the site's own first: as the plugin names it, else as its speakers do."""
    told = {term.slug.lower().replace("_", "-"): term.name for term in job.internal if term.taxonomy == "language"}
    return {code: told.get(code) or _OWN_NAMES.get(code.partition("-")[0], code) for code in job.site.languages}
