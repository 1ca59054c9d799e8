"""Recipes: shown where they stood, and kept as structure.

Checked against WP Recipe Maker (type `wprm_recipe`; `wprm_ingredients` and `wprm_instructions` as serialized groups, `[wprm-recipe id]`),
Tasty Recipes (type `tasty_recipe`, `ingredients` and `instructions` as HTML), EasyRecipe and ZipList's tables, in importers of
public repositories.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from wpmigrate.content import built
from wpmigrate.content.attributed import number as number_of
from wpmigrate.content.built import rows, words
from wpmigrate.content.packs import heading_html, made_at_view, nothing, paragraph_html, table_of
from wpmigrate.contract import About, Block, Code, Context, Facts, Node, Noise, Part, Plugin, Shortcode
from wpmigrate.wxr.php import decode

_TIMES = (("prep_time", "Preparation"), ("cook_time", "Cooking"), ("total_time", "In all"))


def _told(value: str) -> Any:
    found, _ = decode(value)
    return built.as_json(found) if isinstance(found, str) and found.startswith("[") else found


def _groups(value: str) -> Sequence[Mapping[str, Any]]:
    found = _told(value)
    listed = list(found.values()) if isinstance(found, Mapping) else found if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, Mapping)]


def _line(one: Mapping[str, Any]) -> str:
    notes = words(one, "notes")
    parts = (words(one, "amount"), words(one, "unit"), words(one, "name"), f"({notes})" if notes else "")
    return " ".join(filter(None, parts))


def _minutes(value: str) -> str:
    return f"{value} min" if value.isdecimal() else value


def _maker(part: Part, facts: Facts) -> tuple[dict[str, Any], str]:
    """Read a recipe of WP Recipe Maker: what it says, and how it is shown."""
    groups = [
        (words(one, "name"), [_line(row) for row in rows(one, "ingredients")])
        for one in _groups(part.field("wprm_ingredients"))
    ]
    steps = [(words(one, "name"), list(rows(one, "instructions"))) for one in _groups(part.field("wprm_instructions"))]
    serves = " ".join(filter(None, (part.field("wprm_servings"), part.field("wprm_servings_unit"))))
    record = {
        "name": part.title,
        "summary": part.content or part.field("wprm_summary"),
        "servings": serves,
        **{name: part.field(f"wprm_{name}") for name, _ in _TIMES if part.field(f"wprm_{name}") not in ("", "0")},
        "ingredients": [line for _, lines in groups for line in lines],
        "instructions": [words(step, "text") for _, found in steps for step in found],
        "notes": part.field("wprm_notes"),
        "author": part.field("wprm_author_name"),
    }
    shown = (
        built.image({"id": part.field("_thumbnail_id")}, facts)
        + built.block_words(str(record["summary"]))
        + _times(record)
    )
    shown += heading_html("Ingredients", 3) if groups else ""
    shown += "".join(heading_html(name, 4) + built.listed(lines) for name, lines in groups)
    shown += heading_html("Instructions", 3) if steps else ""
    for name, found in steps:
        shown += heading_html(name, 4) + built.listed([_step(step, facts) for step in found], ordered=True)
    shown += (heading_html("Notes", 3) + built.block_words(str(record["notes"]))) if record["notes"] else ""
    return record, f"{heading_html(part.title, 2)}{shown}"


def _step(step: Mapping[str, Any], facts: Facts) -> str:
    text, number = words(step, "text"), words(step, "image")
    return text + (built.image({"id": number}, facts) if number not in ("", "0") else "")


def _times(record: Mapping[str, Any]) -> str:
    told = [f"{label}: {_minutes(str(record[name]))}" for name, label in _TIMES if record.get(name)]
    return paragraph_html(" · ".join(([f"Serves {record['servings']}"] if record.get("servings") else []) + told))


def _tasty(part: Part, facts: Facts) -> tuple[dict[str, Any], str]:
    """Read a recipe of Tasty Recipes, whose lists are HTML."""
    record: dict[str, Any] = {
        "name": part.title,
        "summary": part.field("description"),
        "servings": part.field("yield"),
        **{name: part.field(name) for name, _ in _TIMES},
        "ingredients": part.field("ingredients"),
        "instructions": part.field("instructions"),
        "notes": part.field("notes"),
        "author": part.field("author_name"),
    }
    shown = (
        built.image({"id": part.field("_thumbnail_id")}, facts)
        + built.block_words(str(record["summary"]))
        + _times(record)
    )
    for name, lines in (("ingredients", _lines), ("instructions", _lines), ("notes", built.block_words)):
        shown += (heading_html(name.capitalize(), 3) + lines(str(record[name]))) if record[name] else ""
    return record, f"{heading_html(part.title, 2)}{shown}"


def _lines(text: str) -> str:
    return text if "<" in text else built.listed([line.strip() for line in text.split("\n")])


_READERS = {"wprm_recipe": _maker, "tasty_recipe": _tasty}


def _shown(number: int, name: str, context: Context) -> Sequence[Node]:
    part = context.part(number) if number else None
    if part is None or part.type not in _READERS:
        context.report(Code.PART_MISSING, f"{name} {number or ''}".strip())
        return ()
    return context.shown(part, _READERS[part.type](part, context)[1])


def _recipe(shortcode: Shortcode, context: Context) -> Sequence[Node]:
    told = shortcode.attributes.get("id", "")
    return _shown(int(told) if told.isdecimal() and len(told) < 12 else 0, shortcode.name, context)


def _recipe_block(block: Block, context: Context) -> Sequence[Node] | None:
    number = number_of(block.attributes, "id") or number_of(block.attributes, "recipeId")
    return _shown(number, block.name, context) if number else None


def _record(about: About) -> Mapping[str, Any]:
    """Answer the recipes that say of themselves that they are in this post."""
    number = about.post.place.id
    found = [
        {name: value for name, value in read(part, about.facts)[0].items() if value}
        for kind, read in _READERS.items()
        for part in (about.facts.parts(kind, number) if number else ())
    ]
    return {"recipes": found} if found else {}


PARTS = ("wprm_recipe", "tasty_recipe")
RECORDS = {"post": _record}
SHORTCODES = {
    **table_of(_recipe, "wprm-recipe tasty-recipe wpurp-recipe ultimate-recipe"),
    **table_of(
        nothing, "wprm-recipe-jump wprm-recipe-print wprm-print-recipe-shortcode-link recipe-jump tasty-recipes-jump"
    ),
    **table_of(
        made_at_view("a recipe in a table of its own"),
        "amd-zlrecipe-recipe ziplist-recipe mv_create easyrecipe yumprint-recipe cooked-recipe",
    ),
}
BLOCKS = dict.fromkeys(("wp-recipe-maker/recipe", "wp-tasty/tasty-recipe"), _recipe_block)
NOISE = Noise(
    keys=(
        "recipe_user_ratings",
        "recipe_user_ratings_rating",
        "wprm_rating",
        "wprm_rating_average",
        "wprm_rating_count",
    ),
    prefixes=("wprm_", "_tasty_recipe"),
    types=("wprm_recipe", "tasty_recipe", "wprm_list"),
)
PLUGINS = (
    Plugin(
        name="WP Recipe Maker",
        group="Recipes and reviews",
        kept="the recipe where it stood: picture, summary, times, ingredients and steps by group, notes; as structure too",
        left="ratings, nutrition, unit conversion",
        fixture="plugins/recipes.md",
    ),
    Plugin(
        name="Tasty Recipes",
        group="Recipes and reviews",
        kept="the recipe where it stood: picture, description, times, ingredients, instructions, notes; as structure too",
        left="ratings, scaling",
        fixture="plugins/recipes.md",
    ),
    Plugin(
        name="ZipList, EasyRecipe, Mediavine Create, Cooked",
        group="Recipes and reviews",
        kept="nothing: it is reported where one stood",
        left="recipes, which stand in tables of their own",
        fixture="plugins/recipes.md",
    ),
)
