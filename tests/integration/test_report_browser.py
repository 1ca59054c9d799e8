"""The HTML report in a real browser: nothing goes wrong, everything can be found, by mouse, by keyboard and without scripts."""

import re

import pytest
from browser import SCHEMES, WIDTHS, chromium, opened, until, violations

import wpmigrate
from conftest import REPO
from report_exports import hostile_export, large_export, post, write_export

pytestmark = pytest.mark.integration
KOREAN = REPO / "fixtures/london-korean/export.xml"
KITCHEN = REPO.parent / "shared/data/wordpress/kitchen.xml"
POSTS = 10_000
NAMES = ("korean", "kitchen", "hostile", "large")


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Answer the report of an export by name, each made once."""
    folder = tmp_path_factory.mktemp("reports")
    made = {}
    exports = {
        "korean": lambda: KOREAN,
        "kitchen": lambda: KITCHEN,
        "hostile": lambda: hostile_export(folder / "hostile.xml"),
        "large": lambda: large_export(folder / "large.xml", POSTS),
        "poorer": lambda: poorer_export(folder / "poorer.xml"),
    }

    def answer(name):
        if name == "kitchen" and not KITCHEN.exists():
            pytest.skip("the shared reference material is not beside the repository")
        if name not in made:
            made[name] = folder / f"{name}.html"
            to = "markdown" if name == "hostile" else "hugo"
            wpmigrate.convert(exports[name](), folder / name, to=to, dry_run=True, reports=made[name])
        return made[name]

    return answer


@pytest.fixture
def at(browser, report):
    """Open a report."""
    return lambda name, **options: opened(browser, report(name), **options)


def poorer_export(file):
    return write_export(
        file,
        [
            post(1, "Whole", "One and two."),
            post(2, "שלום עולם", "A post from right to left."),
            post(3, "Third", "<p>Three</p>", type="page"),
        ],
    )


def loaded(page, name):
    """Bring a table into sight and wait until a script has its rows."""
    page.locator(f"#{name}").scroll_into_view_if_needed()
    until(page, f"""!document.querySelector('#{name} .rows-data')""")
    return page.locator(f"#{name}")


def told(section):
    return section.locator(".told").inner_text()


def number(text):
    return int(text.replace(",", ""))


# --- it opens -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_a_report_opens_without_a_word_on_the_console(at, name, width):
    with at(name, width=width) as seen:
        page = seen.page
        for grid in page.locator("[data-grid]").all():
            loaded(page, grid.get_attribute("data-grid"))
        page.locator("#posts .open").first.click()
        page.locator("dialog[open]").wait_for()
        until(page, "document.querySelector('#post-note').textContent")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        seen.quiet()


def test_a_large_report_is_one_file_of_a_size_to_be_mailed(report):
    assert report("large").stat().st_size < 15_000_000


def test_a_large_report_shows_a_page_of_rows_at_a_time(at):
    with at("large") as seen:
        page = seen.page
        assert page.locator("tr").count() < 800
        ledger = loaded(page, "ledger")
        every = number(re.search(r"of ([\d,]+)", told(ledger))[1])
        assert every > 20_000
        assert ledger.locator("tbody tr").count() == 50
        ledger.get_by_role("button", name="Next").click()
        until(page, "document.querySelector('#ledger .told').textContent.startsWith('Rows 51 to 100')")
        ledger.get_by_role("button", name="Previous").click()
        until(page, "document.querySelector('#ledger .told').textContent.startsWith('Rows 1 to 50')")
        seen.quiet()


# --- search, sort, filters ----------------------------------------------------------------------------------------------


def test_a_search_finds_a_row_among_all(at):
    with at("large") as seen:
        posts = loaded(seen.page, "posts")
        posts.get_by_role("searchbox").fill(str(POSTS - 13))
        until(seen.page, "document.querySelectorAll('#posts tbody tr').length === 1")
        assert posts.locator("tbody .open").inner_text().endswith(f" {POSTS - 13}")
        assert told(posts) == "Rows 1 to 1 of 1 (of 10,000)"
        posts.get_by_role("searchbox").fill("no such words")
        until(seen.page, "document.querySelector('#posts .told').textContent.startsWith('No row matches')")
        seen.quiet()


def test_a_column_sorts_both_ways_and_back(at):
    with at("korean") as seen:
        posts = loaded(seen.page, "posts")

        def dates():
            return posts.locator("tbody td.date").all_inner_texts()

        as_exported = dates()
        head = posts.locator("th", has_text="Date")
        head.get_by_role("button").click()
        until(seen.page, "document.querySelector('#posts th[aria-sort=ascending]')")
        known = [date for date in dates() if date]
        assert known == sorted(known)
        assert known != [date for date in as_exported if date]
        head.get_by_role("button").click()
        until(seen.page, "document.querySelector('#posts th[aria-sort=descending]')")
        known = [date for date in dates() if date]
        assert known == sorted(known, reverse=True)
        head.get_by_role("button").click()
        until(seen.page, "!document.querySelector('#posts th[aria-sort]')")
        assert dates() == as_exported
        seen.quiet()


@pytest.mark.parametrize("column", ["Kind", "Type", "Outcome", "Reason", "Worst finding"])
def test_a_filter_shows_the_rows_of_each_value_and_all_in_all(at, column):
    with at("korean") as seen:
        ledger = loaded(seen.page, "ledger")
        every = number(re.search(r"of ([\d,]+)", told(ledger))[1])
        select = ledger.get_by_role("combobox", name=column, exact=True)
        values = [(one.get_attribute("value"), one.inner_text()) for one in select.locator("option").all()][1:]
        assert len(values) > 1
        assert sum(number(re.search(r"\(([\d,]+)\)$", label)[1]) for _, label in values) == every
        for value, label in values[:6]:
            select.select_option(value)
            counted = re.search(r"\(([\d,]+)\)$", label)[1]
            until(
                seen.page,
                "([words]) => document.querySelector('#ledger .told').textContent.includes(words)",
                arg=[f"of {counted}"],
            )
            if column in ("Kind", "Type", "Outcome", "Reason") and value != "\0":
                cells = ledger.locator(f'tbody td[data-label="{column}"]').all_inner_texts()
                assert set(cells) == {value}
        seen.quiet()


def test_a_finding_leads_to_its_rows_in_the_ledger(at):
    with at("korean") as seen:
        link = seen.page.locator("#losses [data-code]").first
        code = link.get_attribute("data-code")
        link.click()
        until(seen.page, "document.querySelector('#ledger .chips button')")
        ledger = seen.page.locator("#ledger")
        assert all(code in text for text in ledger.locator("tbody td.findings").all_inner_texts())
        ledger.get_by_role("button", name=f"Remove the filter: {code}").click()
        until(seen.page, "!document.querySelector('#ledger .chips button')")
        assert "(of" not in told(ledger)
        seen.quiet()


def test_a_post_leads_to_all_of_it_in_the_ledger(at):
    with at("korean") as seen:
        posts = loaded(seen.page, "posts")
        posts.get_by_role("searchbox").fill("여름 밤의 판소리")
        until(seen.page, "document.querySelectorAll('#posts tbody tr').length === 1")
        posts.locator(".open").click()
        seen.page.get_by_role("button", name="Everything of this post in the ledger").click()
        until(seen.page, "document.querySelector('#ledger .chips button')")
        kinds = seen.page.locator("#ledger tbody td[data-label=Kind]").all_inner_texts()
        assert kinds.count("item") == 1
        assert kinds.count("comment") == 2
        assert not seen.page.locator("dialog[open]").count()
        seen.quiet()


# --- side by side -------------------------------------------------------------------------------------------------------


def test_a_post_is_shown_on_both_sides(at):
    with at("korean") as seen:
        page = seen.page
        posts = loaded(page, "posts")
        posts.get_by_role("searchbox").fill("여름 밤의 판소리")
        until(page, "document.querySelectorAll('#posts tbody tr').length === 1")
        posts.locator(".open").click()
        page.locator("#post-note", has_text="Both sides show the same words.").wait_for()
        before, after = page.locator("#post-sides .body").all_inner_texts()
        assert "판소리" in before
        assert before.split() == after.split()
        assert page.url.endswith(f"#post-{page.evaluate('Number(location.hash.slice(6))')}")
        seen.quiet()


def test_what_differs_is_marked(browser, tmp_path, monkeypatch):
    monkeypatch.setattr("wpmigrate.pipeline.bodies.render_markdown", lambda *_: "One and **three**.\n")
    report = tmp_path / "r.html"
    wpmigrate.convert(poorer_export(tmp_path / "e.xml"), tmp_path / "out", dry_run=True, reports=report)
    with opened(browser, report) as seen:
        page = seen.page
        assert "losses" in page.locator(".answers").inner_text()
        loaded(page, "posts").locator(".open", has_text="Whole").click()
        page.locator("#post-note", has_text="struck out").wait_for()
        assert page.locator("#post-sides mark.gone").all_inner_texts() == ["two."]
        assert page.locator("#post-sides mark.new").all_inner_texts() == ["three", "."]
        assert "body-not-whole" in page.locator("#post-findings").inner_text()
        seen.quiet()


def test_a_body_that_the_report_does_not_hold_is_said_to_be_missing(browser, tmp_path):
    report = tmp_path / "r.html"
    wpmigrate.convert(KOREAN, tmp_path / "out", dry_run=True, reports=report, report_bodies="none")
    with opened(browser, report) as seen:
        loaded(seen.page, "posts").locator(".open").first.click()
        seen.page.locator("#post-note", has_text="--report-bodies all").wait_for()
        assert not seen.page.locator("#post-sides").is_visible()
        seen.quiet()


def test_a_post_has_an_address_of_its_own(at, report):
    with at("korean") as seen:
        page = seen.page
        loaded(page, "posts").locator(".open").nth(3).click()
        page.locator("dialog[open]").wait_for()
        title, address = page.locator("#post-title").inner_text(), page.url
        page.goto("about:blank")
        page.goto(address)
        page.locator("dialog[open]").wait_for()
        assert page.locator("#post-title").inner_text() == title


def test_every_hostile_body_opens_and_none_runs(at):
    with at("hostile") as seen:
        page = seen.page
        posts = loaded(page, "posts")
        posts.locator(".open").first.click()
        page.locator("dialog[open]").wait_for()
        for _ in range(120):
            before = page.url
            page.get_by_role("button", name="Next", exact=True).click()
            until(
                page,
                "before => location.href !== before && document.querySelector('#post-note').textContent",
                arg=before,
            )
        assert (
            page.locator("#post-sides").locator("script, img, iframe, a, form, [onerror], [onclick], [style]").count()
            == 0
        )
        seen.quiet()


# --- the keyboard -------------------------------------------------------------------------------------------------------


def test_everything_can_be_done_by_keyboard(at):
    with at("korean") as seen:
        page = seen.page

        def active():
            return page.evaluate(
                "document.activeElement.textContent.trim() || document.activeElement.type || document.activeElement.tagName"
            )

        page.keyboard.press("Tab")
        assert active() == "Skip to the report"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        loaded(page, "posts")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.closest('section').id") == "posts"
        page.keyboard.type("ferry")
        until(page, "document.querySelector('#posts .told').textContent.includes('(of')")
        page.locator("#posts th button").first.focus()
        page.keyboard.press("Enter")
        until(page, "document.querySelector('#posts th[aria-sort=ascending]')")
        page.keyboard.press("Escape")
        page.locator("#posts input[type=search]").fill("")
        until(page, "!document.querySelector('#posts .told').textContent.includes('(of')")
        opener = page.locator("#posts .open").first
        opener.focus()
        page.keyboard.press("Enter")
        until(page, "document.activeElement.id === 'post-title'")
        first = page.locator("#post-title").inner_text()
        page.keyboard.press("ArrowRight")
        until(page, "first => document.querySelector('#post-title').textContent !== first", arg=first)
        page.keyboard.press("ArrowLeft")
        until(page, "first => document.querySelector('#post-title').textContent === first", arg=first)
        page.keyboard.press("Escape")
        until(page, "!document.querySelector('dialog[open]')")
        assert page.evaluate("document.activeElement.className") == "open"
        seen.quiet()


def test_focus_stays_in_an_open_post(at):
    with at("korean") as seen:
        page = seen.page
        loaded(page, "posts").locator(".open").first.click()
        until(page, "document.activeElement.id === 'post-title'")
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate(
                "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
            )


# --- light, dark, narrow, printed, from right to left, without scripts ---------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["korean", "kitchen", "large"])
def test_axe_finds_nothing(at, name, width, scheme):
    with at(name, width=width, scheme=scheme) as seen:
        page = seen.page
        for details in page.locator("details").all():
            details.evaluate("one => { one.open = true; }")
        for grid in page.locator("[data-grid]").all():
            loaded(page, grid.get_attribute("data-grid"))
        assert violations(page) == []
        page.locator("#posts .open").nth(1).click()
        until(page, "document.querySelector('#post-note').textContent")
        assert violations(page) == []


def test_the_theme_is_chosen_by_a_button(at):
    with at("korean", scheme="light") as seen:
        page = seen.page

        def ground():
            return page.evaluate("getComputedStyle(document.body).backgroundColor")

        light = ground()
        button = page.get_by_role("button", name="Theme")
        button.click()
        assert ground() == light
        button.click()
        assert ground() != light
        dark = ground()
        page.reload()
        assert ground() == dark
        seen.quiet()


def test_it_reads_without_scripts(at):
    with at("large", java_script_enabled=False) as seen:
        page = seen.page
        text = page.locator("body").inner_text()
        for words in (
            "What is in my site?",
            "Scripts are off",
            "The first 25 of 10,000 rows",
            "Comments per month",
            "--report FILE.csv",
        ):
            assert words in text
        assert page.locator("#posts tbody tr").count() == 25
        assert not page.locator("#posts .tools").is_visible()
        assert not page.locator("dialog").is_visible()
        assert page.locator("svg rect").count() > 30


def test_it_prints_what_is_on_the_page_and_no_buttons(at):
    with at("korean", scheme="dark") as seen:
        page = seen.page
        loaded(page, "ledger")
        page.emulate_media(media="print")
        assert not page.locator(".sections").is_visible()
        assert not page.locator("#ledger .tools").is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert len(page.pdf()) > 50_000


def test_a_title_from_right_to_left_is_shown_so(at):
    with at("poorer") as seen:
        title = loaded(seen.page, "posts").locator(".open", has_text="שלום")
        assert title.evaluate("one => getComputedStyle(one).direction") == "rtl"
        title.click()
        assert seen.page.locator("#post-title").evaluate("one => getComputedStyle(one).direction") == "rtl"


@pytest.mark.parametrize("width", [390])
def test_rows_are_cards_on_a_narrow_screen_and_sort_there_too(at, width):
    with at("korean", width=width) as seen:
        posts = loaded(seen.page, "posts")
        assert posts.locator("tbody td").first.evaluate("one => getComputedStyle(one).display") == "block"
        posts.get_by_role("combobox", name="Sort by").select_option(label="Title ↑")
        until(seen.page, "document.querySelector('#posts th[aria-sort=ascending]')")
        seen.quiet()
