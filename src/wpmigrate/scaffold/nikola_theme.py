"""A plain theme for Nikola, and the shortcode of its lists: readable at once, and replaced by any other theme."""

from typing import Final

from wpmigrate.scaffold.plain import STYLE

_PLUGIN: Final = """\
[Core]
Name = wp_list
Module = wp_list

[Nikola]
PluginCategory = Shortcode

[Documentation]
Author = You
Version = 1.0
Description = Lists the posts of a term, an author or a type, as WordPress did
"""

_SHORTCODE: Final = '''\
"""A shortcode that lists the posts of a term, an author or a type: the page that has it says which, in `wp_list`."""

import json
from html import escape

from nikola.plugin_categories import ShortcodePlugin


def keys(post, name):
    return json.loads(post.meta(name) or "[]")


class List(ShortcodePlugin):
    """The newest first."""

    name = "wp_list"

    def handler(self, site=None, data=None, lang=None, post=None, filename=None):
        page = post or site.post_per_input_file[filename]
        page.register_depfile("####MAGIC####TIMELINE", lang=lang)
        key = page.meta("wp_list")
        kind, _, slug = key.partition("/")
        belongs = {
            "posts": lambda one: one.use_in_feeds,
            "author": lambda one: slug in keys(one, "wp_authors"),
            "archive": lambda one: one.permalink().startswith(f"/{slug}/"),
        }.get(kind, lambda one: key in keys(one, "wp_terms"))
        about = site.GLOBAL_CONTEXT["wp_lists"].get(key, {}).get("description", "")
        found = [one for one in site.timeline if not one.meta("wp_list") and belongs(one)]
        rows = "".join(
            f'<li><a href="{one.permalink()}">{escape(one.title())}</a> '
            f'<time datetime="{one.date.isoformat()}">{one.date:%Y-%m-%d}</time></li>'
            for one in sorted(found, key=lambda one: one.date, reverse=True)
        )
        return (f"<p>{escape(about)}</p>" if about else "") + f"<ul>{rows}</ul>", []
'''

_BASE: Final = """\
## -*- coding: utf-8 -*-
<%namespace name="parts" file="parts.tmpl"/>
${set_locale(lang)}
<!doctype html>
<html lang="${lang.replace('_', '-')}" ${'dir="rtl"' if is_rtl else ''}>
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title|h}${'' if title == blog_title else ' – ' + blog_title|h}</title>
  % if description:
  <meta name="description" content="${description|h}">
  % endif
  % if post is not UNDEFINED and post and post.meta("wp_robots"):
  <meta name="robots" content="${post.meta("wp_robots")|h}">
  % endif
  <link rel="canonical" href="${abs_link(permalink)}">
  <link rel="alternate" type="application/rss+xml" href="/rss.xml">
  <link rel="stylesheet" href="/assets/css/wordpress.css">
  <%block name="extra_head"></%block>
</head>
<body>
<header class="top">
  <a class="title" href="/">${blog_title|h}</a>
  <p>${blog_description|h}</p>
  % if wp_main_menu in wp_menus:
  <nav>${parts.menu(wp_menus[wp_main_menu]["items"], None)}</nav>
  % endif
</header>
<main id="content">
<%block name="content"></%block>
</main>
<footer class="bottom">
  % for slug, menu in wp_menus.items():
  % if slug != wp_main_menu:
  <nav>${parts.menu(menu["items"], None)}</nav>
  % endif
  % endfor
  <p>${blog_title|h}</p>
</footer>
<%block name="extra_js"></%block>
</body>
</html>
"""

_PARTS: Final = """\
## -*- coding: utf-8 -*-
<%!
import json
from pathlib import Path


def keys(post, name):
    return json.loads(post.meta(name) or "[]")


def thread(post):
    file = Path("data/comments") / (post.meta("wp_comments") + ".json")
    return json.loads(file.read_text("utf-8")) if post.meta("wp_comments") and file.exists() else {}
%>

<%def name="menu(entries, parent)">
<ul>
% for entry in entries:
% if entry.get("parent") == parent and entry["url"]:
<li>
  <a href="${entry["url"]|h}" title="${entry.get("attr_title", "")|h}">${entry.get("title") or entry["url"]|h}</a>
  % if any(below.get("parent") == entry["id"] for below in entries):
  ${menu(entries, entry["id"])}
  % endif
</li>
% endif
% endfor
</ul>
</%def>

<%def name="named(name, url, rel)">
% if url:
<a href="${url|h}" rel="${rel}">${name|h}</a>
% else:
<span>${name|h}</span>
% endif
</%def>

<%def name="byline(post)">
<p class="byline">
  <time datetime="${post.formatted_date('webiso')}">${post.formatted_date(date_format)|h}</time>
  <span>${wp_labels["by"]}
  % for slug in keys(post, "wp_authors"):
  ${named(wp_lists.get("author/" + slug, {}).get("name", slug), wp_lists.get("author/" + slug, {}).get("url", ""), "author")}
  % endfor
  ${"" if post.meta("wp_authors") else post.author()|h}</span>
</p>
</%def>

<%def name="terms(post)">
<% found = [wp_lists[key] for key in keys(post, "wp_terms") if key in wp_lists] %>
% for kind in dict.fromkeys(term["kind"] for term in found):
<p class="terms">${{"category": wp_labels["categories"], "post_tag": wp_labels["tags"]}.get(kind, kind)|h}:
  % for term in found:
  % if term["kind"] == kind:
  ${named(term["name"], term["url"], "tag")}
  % endif
  % endfor
</p>
% endfor
% if not post.meta("wp_id") and post.tags:
<p class="terms">${wp_labels["tags"]}: ${", ".join(post.tags)|h}</p>
% endif
</%def>

<%def name="image(post)">
% if post.meta("previewimage"):
<figure class="featured">
  <img src="${post.meta("previewimage")|h}" alt="${post.meta("wp_image_alt")|h}">
  % if post.meta("wp_image_caption"):
  <figcaption>${post.meta("wp_image_caption")|h}</figcaption>
  % endif
</figure>
% endif
</%def>

<%def name="comments(post)">
<% found = thread(post) %>
% if found.get("comments"):
<section class="comments" id="comments">
  <h2>${wp_labels["comments"]} (${len(found["comments"])})</h2>
  % for one in found["comments"]:
  <article id="comment-${one["id"]}" class="comment" style="margin-inline-start: ${min(6, 1.5 * one["depth"])}rem">
    <p class="byline">${named(one["author"], one.get("url"), "nofollow ugc")}
      <a href="#comment-${one["id"]}"><time datetime="${one.get("date") or ""}">${(one.get("date") or "#")[:10]}</time></a></p>
    ${one["html"]}
  </article>
  % endfor
</section>
% endif
% if found.get("mentions"):
<section class="mentions">
  <h2>${wp_labels["mentions"]}</h2>
  <ul>
  % for one in found["mentions"]:
  <li id="comment-${one["id"]}">${named(one["author"], one.get("url"), "nofollow ugc")} ${one["html"]}</li>
  % endfor
  </ul>
</section>
% endif
</%def>

<%def name="whole(post)">
<article>
  <h1>${post.title()|h}</h1>
  % if post.is_post or post.meta("wp_type") not in ("", "page"):
  ${byline(post)}
  % endif
  ${image(post)}
  <div class="body">${post.text()}</div>
  ${terms(post)}
  ${comments(post)}
</article>
</%def>

<%def name="entry(post)">
<article class="entry">
  <h2><a href="${post.permalink()}">${post.title()|h}</a>
  % if post.post_status == "featured":
  <small>${wp_labels["sticky"]}</small>
  % endif
  </h2>
  ${byline(post)}
  ${image(post)}
  % if post.meta("description"):
  <p>${post.meta("description")|h}</p>
  % else:
  <div>${post.text(teaser_only=True)}</div>
  % endif
  <p><a href="${post.permalink()}">${wp_labels["more"]}<span class="hidden">: ${post.title()|h}</span></a></p>
</article>
</%def>
"""

_POST: Final = """\
## -*- coding: utf-8 -*-
<%namespace name="parts" file="parts.tmpl"/>
<%inherit file="base.tmpl"/>
<%block name="content">
${parts.whole(post)}
</%block>
"""

_INDEX: Final = """\
## -*- coding: utf-8 -*-
<%namespace name="parts" file="parts.tmpl"/>
<%inherit file="base.tmpl"/>
<%block name="content">
<% first = [post for post in posts if post.post_status == "featured"] %>
% for post in first + [post for post in posts if post not in first]:
${parts.entry(post)}
% endfor
% if prevlink or nextlink:
<nav class="pager">
  % if prevlink:
  <a rel="prev" href="${prevlink}">${wp_labels["newer"]}</a>
  % endif
  % if nextlink:
  <a rel="next" href="${nextlink}">${wp_labels["older"]}</a>
  % endif
</nav>
% endif
</%block>
"""

_NOT_FOUND: Final = """\
<!--
.. title: 404
.. slug: 404
.. date: 1970-01-01T00:00:00Z
.. pretty_url: False
.. wp_list: -
-->

There is no such page. [Home](/)
"""

FILES: Final = {
    "plugins/wp_list/wp_list.plugin": _PLUGIN,
    "plugins/wp_list/wp_list.py": _SHORTCODE,
    "themes/wordpress/engine": "mako\n",
    "themes/wordpress/parent": "base\n",
    "themes/wordpress/templates/base.tmpl": _BASE,
    "themes/wordpress/templates/parts.tmpl": _PARTS,
    "themes/wordpress/templates/post.tmpl": _POST,
    "themes/wordpress/templates/page.tmpl": _POST,
    "themes/wordpress/templates/index.tmpl": _INDEX,
    "themes/wordpress/assets/css/wordpress.css": STYLE,
    "lists/404.md": _NOT_FOUND,
}
