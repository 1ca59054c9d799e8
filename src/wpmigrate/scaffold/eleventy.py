"""A configuration, data and plain layouts for Eleventy that build a migrated site as WordPress showed it."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from wpmigrate.contract import SiteJob
from wpmigrate.scaffold.eleventy_layouts import LAYOUTS
from wpmigrate.scaffold.looks import LABELS, STYLE, direction
from wpmigrate.scaffold.zones import zone_name

_CONFIG: Final = """\
import footnote from "markdown-it-footnote";

export default function (eleventyConfig) {
  eleventyConfig.addPassthroughCopy({ public: "/" });
  eleventyConfig.amendLibrary("md", (md) => md.use(footnote));

  const newestFirst = (api) => api.getFilteredByGlob("content/posts/**/*.md").reverse();
  eleventyConfig.addCollection("posts", newestFirst);
  eleventyConfig.addCollection("home", (api) => {
    const posts = newestFirst(api);
    return [...posts.filter(isSticky), ...posts.filter((post) => !isSticky(post))];
  });
  // Every list of the site: "tags/Seoul", "author/jane", "type/book" and their items.
  eleventyConfig.addCollection("listed", (api) => {
    const found = new Map();
    const add = (name, item) => found.set(name, [...(found.get(name) ?? []), item]);
    for (const item of api.getAll().reverse()) {
      const { site, authors, wp } = item.data;
      for (const key of site.taxonomies) for (const word of item.data[key] ?? []) add(`${key}/${word}`, item);
      for (const author of authors ?? []) add(`author/${author}`, item);
      if (wp?.type) add(`type/${wp.type}`, item);
    }
    return found;
  });
  // Pages that lead from a former address to the new one, where nothing else stands.
  eleventyConfig.addCollection("redirects", (api) => {
    const taken = new Set(api.getAll().map((item) => item.url));
    const free = (from) => !taken.has(from) && taken.add(from);
    return api.getAll().flatMap((item) => (item.data.aliases ?? []).filter(free).map((from) => ({ from, to: item.url })));
  });

  eleventyConfig.addFilter("href", (path) => encodeURI(path).replace(/[?#]/g, encodeURIComponent));
  eleventyConfig.addFilter("absolute", (path, base) => base + path);
  eleventyConfig.addFilter("iso", (date) => new Date(date).toISOString());
  eleventyConfig.addFilter("day", function (date) {
    const { lang, timezone } = this.ctx.site;
    // A bare day is the day its author saw.
    const timeZone = typeof date === "string" && date.length === 10 ? "UTC" : timezone;
    formats[timeZone] ??= new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone });
    return formats[timeZone].format(new Date(date));
  });
  // The words of one taxonomy in the front matter of a page, and what is known of one word.
  eleventyConfig.addFilter("words", function (key) {
    return this.ctx[key] ?? [];
  });
  eleventyConfig.addFilter("term", function (key, word) {
    const { terms } = this.ctx.wordpress;
    if (!known.has(terms)) known.set(terms, new Map(terms.map((term) => [`${term.key}/${term.word}`, term])));
    return known.get(terms).get(`${key}/${word}`);
  });
  eleventyConfig.addFilter("teaser", (content) => content.split("<!--more-->")[0]);
  eleventyConfig.addFilter("summary", (content) => {
    const text = content.replace(/<(script|style)\\b.*?<\\/\\1>/gs, " ").replace(/<[^>]*>/g, " ").replace(/\\s+/g, " ");
    return text.length > 300 ? text.slice(0, 300).replace(/[^\\s]*$/, "…") : text;
  });

  return { dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" } };
}

const formats = {};
const known = new WeakMap();
const isSticky = (post) => post.data.wp?.sticky === true;
"""

HOME: Final = """\
---
layout: layouts/base.njk
pagination: {data: collections.home, size: 10, alias: shown, generatePageOnEmptyData: true}
permalink: "{% if pagination.pageNumber > 0 %}/page/{{ pagination.pageNumber + 1 }}{% endif %}/"
eleventyExcludeFromCollections: true
---
{% for item in shown %}{% include "entry.njk" %}{% endfor %}
{% if pagination.pages.length > 1 %}
<nav class="pager">
  {% if pagination.href.previous %}<a rel="prev" href="{{ pagination.href.previous }}">{{ site.labels.newer }}</a>{% endif %}
  <span>{{ pagination.pageNumber + 1 }} / {{ pagination.pages.length }}</span>
  {% if pagination.href.next %}<a rel="next" href="{{ pagination.href.next }}">{{ site.labels.older }}</a>{% endif %}
</nav>
{% endif %}
"""
"""`content/index.njk`, where no page is the front page."""

FILES: Final = {"eleventy.config.js": _CONFIG, **LAYOUTS, "public/style.css": STYLE}


def package(job: SiteJob) -> dict[str, Any]:
    """Answer the content of `package.json`."""
    return {
        "name": "site",
        "private": True,
        "type": "module",
        "description": job.site.title.strip(),
        "scripts": {"build": "eleventy", "start": "eleventy --serve"},
        "devDependencies": {"@11ty/eleventy": "^3.1.0", "markdown-it-footnote": "^4.0.0"},
    }


def site_data(job: SiteJob, taxonomies: Sequence[str], menu: str) -> dict[str, Any]:
    """Answer what the layouts know of the site; `menu` is the one for the head of the pages."""
    site, language = job.site, job.site.language.replace("_", "-") or "en"
    return {
        "title": site.title.strip() or "(untitled)",
        "description": site.description,
        "url": _origin(job.base or site.url),
        "lang": language,
        "direction": direction(language),
        "timezone": zone_name(site),
        "menu": menu,
        "taxonomies": taxonomies,
        "labels": LABELS,
    }


def _origin(url: str) -> str:
    """Answer scheme and host: every address of the new site begins at its root."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
