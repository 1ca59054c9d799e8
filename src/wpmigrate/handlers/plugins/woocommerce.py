"""WooCommerce: products as structure and as readable pages; variations with their product; reviews stay comments.

Checked against the demo exports of the corpus (173 `product`, 45 `product_variation`; `_price`, `_regular_price`, `_sku`,
`_product_attributes`, `_downloadable_files`, `_product_image_gallery` in 10 files) and woocommerce/woocommerce (meta keys of
its data stores). Addresses of paid downloads stay out: whoever has one has the file.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from wpmigrate.content import built
from wpmigrate.content.attributed import text
from wpmigrate.content.built import words
from wpmigrate.content.packs import gallery_html, heading_html, link_html, made_at_view, table_of
from wpmigrate.contract import About, Block, Code, Context, Facts, Node, Noise, Part, Plugin, Shortcode
from wpmigrate.wxr.php import decode

_PLAIN = {
    "sku": "_sku", "price": "_price", "regular_price": "_regular_price", "sale_price": "_sale_price", "stock": "_stock",
    "stock_status": "_stock_status", "weight": "_weight", "length": "_length", "width": "_width", "height": "_height",
    "tax_class": "_tax_class", "external_url": "_product_url", "button_text": "_button_text",
    "rating": "_wc_average_rating", "reviews": "_wc_review_count", "gtin": "_global_unique_id",
}  # fmt: skip
_ROWS = (("sku", "SKU"), ("price", "Price"), ("weight", "Weight"), ("dimensions", "Dimensions"))
_INTERNAL = frozenset(("", "0", "no", "parent", "taxable"))


def _attributes(told: str) -> dict[str, dict[str, str]]:
    found, _ = decode(told)
    listed = found.values() if isinstance(found, Mapping) else ()
    return {words(one, "name"): dict(one) for one in listed if isinstance(one, Mapping) and words(one, "name")}


def _is_shown(attribute: Mapping[str, Any]) -> bool:
    """Say whether customers saw an attribute: in the table of a product, or as a choice between its variations."""
    return "1" in (str(attribute.get("is_visible", "1")), str(attribute.get("is_variation", "0")))


def _label(name: str) -> str:
    return name.removeprefix("pa_").replace("-", " ").replace("_", " ").strip().capitalize()


def _variations(number: int, facts: Facts) -> Sequence[Part]:
    found = facts.parts("product_variation", number) if number else ()
    return sorted(found, key=lambda part: (part.menu_order, part.id))


def _variation(part: Part, facts: Facts) -> dict[str, Any]:
    choice = {
        _label(key.removeprefix("attribute_")): value
        for key, value in part.meta
        if key.startswith("attribute_") and value
    }
    picture = part.field("_thumbnail_id")
    shown = facts.attachment(int(picture)) if picture.isdecimal() and picture != "0" and len(picture) < 12 else None
    told = {name: part.field(key) for name, key in _PLAIN.items() if part.field(key) not in _INTERNAL}
    record = {"id": part.id, "attributes": choice, **told, "description": part.field("_variation_description")}
    return {name: value for name, value in {**record, "image": shown.url if shown else ""}.items() if value}


def _product(about: About) -> Mapping[str, Any]:
    facts, post = about.facts, about.post
    told = {name: facts.meta(key) for name, key in _PLAIN.items() if facts.meta(key) not in _INTERNAL}
    attributes = {}
    for name, one in _attributes(facts.meta("_product_attributes")).items():
        if not _is_shown(one):
            continue
        values = [term.name for term in post.terms if term.taxonomy == name]
        attributes[_label(name)] = values or [
            part.strip() for part in str(one.get("value", "")).split("|") if part.strip()
        ]
    gallery = [
        facts.attachment(int(one)) for one in facts.meta("_product_image_gallery").split(",") if one.strip().isdecimal()
    ]
    files = decode(facts.meta("_downloadable_files"))[0]
    names = (
        [words(one, "name") for one in files.values() if isinstance(one, Mapping)] if isinstance(files, Mapping) else []
    )
    linked = {
        kind: [found.title for number in _numbers(facts.meta(key)) if (found := facts.reference("post", number))]
        for kind, key in (("upsells", "_upsell_ids"), ("cross_sells", "_crosssell_ids"), ("grouped", "_children"))
    }
    record = {
        **told,
        "virtual": facts.meta("_virtual") == "yes",
        "downloadable": facts.meta("_downloadable") == "yes",
        "attributes": attributes,
        "gallery": [one.url for one in gallery if one],
        "downloads": [name for name in names if name],
        "variations": [_variation(part, facts) for part in _variations(post.place.id or 0, facts)],
        **linked,
    }
    return {"product": {name: value for name, value in record.items() if value}}


def _numbers(value: str) -> list[int]:
    found, _ = decode(value)
    listed = list(found.values()) if isinstance(found, Mapping) else found if isinstance(found, list) else []
    return [int(one) for one in listed if str(one).isdecimal() and len(str(one)) < 12]


def _page(body: str, facts: Facts) -> str:
    """Show below the words what the shop showed beside them: pictures, price, attributes, variations."""
    rows = [(label, _said(name, facts)) for name, label in _ROWS]
    rows += [
        (_label(name), ", ".join(part.strip() for part in str(one["value"]).split("|")))
        for name, one in _attributes(facts.meta("_product_attributes")).items()
        if _is_shown(one) and one.get("value")
    ]
    table = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in rows if value)
    shown = f"<table><tbody>{table}</tbody></table>" if table else ""
    buy = (
        f"<p>{link_html(facts.meta('_button_text') or 'Buy', facts.meta('_product_url'))}</p>"
        if facts.meta("_product_url")
        else ""
    )
    parts = (body, gallery_html(facts.meta("_product_image_gallery")), shown, buy)
    return "\n\n".join(part for part in parts if part.strip())


def _said(name: str, facts: Facts) -> str:
    if name == "price":
        now, before = facts.meta("_price"), facts.meta("_regular_price")
        return f"<del>{before}</del> {now}" if facts.meta("_sale_price") and before and before != now else now
    if name == "dimensions":
        return " × ".join(filter(None, (facts.meta(key) for key in ("_length", "_width", "_height"))))
    told = facts.meta(_PLAIN[name])
    return "" if told in _INTERNAL else told


def _linked_product(shortcode: Shortcode, context: Context) -> Sequence[Node]:
    """Show a product of another page as a link to it."""
    told = shortcode.attributes.get("id", "") or shortcode.attributes.get("ids", "")
    found = [
        context.reference("post", int(one)) for one in told.split(",") if one.strip().isdecimal() and len(one) < 12
    ]
    links = [link_html(one.title, one.url) for one in found if one]
    if not links:
        context.report(Code.SHORTCODE_DYNAMIC, f"{shortcode.name}: products")
    return context.blocks(built.listed(links)) if links else ()


def _block(block: Block, context: Context) -> str | None:
    if block.html.strip() and "<p" in block.html:
        return None
    context.report(Code.BLOCK_DYNAMIC, block.name)
    return heading_html(text(block.attributes, "title"), 3)


PARTS = ("product_variation",)
PAGES = {"product": _page}
RECORDS = {"product": _product}
SHORTCODES = {
    **table_of(_linked_product, "product product_page add_to_cart add_to_cart_url"),
    **table_of(
        made_at_view("products, or a part of the shop"),
        "products product_category product_categories recent_products sale_products best_selling_products top_rated_products"
        " featured_products related_products product_attribute woocommerce_cart woocommerce_checkout woocommerce_my_account"
        " woocommerce_order_tracking shop_messages woocommerce_messages yith_wcwl_wishlist",
    ),
}
BLOCKS = dict.fromkeys(
    (
        "woocommerce/handpicked-products", "woocommerce/product-new", "woocommerce/product-best-sellers", "woocommerce/product-on-sale",
        "woocommerce/product-category", "woocommerce/product-tag", "woocommerce/product-top-rated", "woocommerce/products-by-attribute",
        "woocommerce/all-products", "woocommerce/product-collection", "woocommerce/cart", "woocommerce/checkout", "woocommerce/all-reviews",
        "woocommerce/featured-product", "woocommerce/featured-category", "woocommerce/product-categories", "woocommerce/product-search",
        "woocommerce/mini-cart", "woocommerce/customer-account", "woocommerce/classic-shortcode",
    ),
    _block,
)  # fmt: skip
NOISE = Noise(
    keys=("_purchase_note", "total_sales", "_product_attributes",
          "_sold_individually", "_backorders", "_manage_stock", "_tax_status", "_download_expiry", "_download_limit", "_product_version",
          "_wc_rating_count", "_sale_price_dates_from", "_sale_price_dates_to", "_featured", "_visibility", "_default_attributes",
          "_downloadable_files", "_low_stock_amount", "_children_price", "_min_variation_price", "_max_variation_price",
          "_product_url_target", "_wc_facebook_sync_enabled", "fb_visibility"),
    prefixes=("_wc_cog_", "_alg_wc_cog_",
              "_wc_facebook", "_wc_gla_", "_wc_gpf", "_yith_wcbm", "_wcpay_", "_wc_pinterest", "_woocommerce_gpf", "_min_variation_",
              "_max_variation_", "_wc_memberships_use"),
    types=("product_variation", "shop_coupon", "wc_order_status", "shop_webhook"),
)  # fmt: skip
PLUGIN = Plugin(
    name="WooCommerce",
    group="Commerce, events and members",
    kept="products as pages with pictures, price, size and attributes, and as structure with variations, gallery, downloads' names,"
    " up-sells; categories, tags, reviews",
    left="cart, checkout and lists (reported); orders and customers; addresses of downloads; coupons",
    fixture="facts/woocommerce.md",
)
