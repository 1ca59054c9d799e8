"""Models and plain templates for Lektor: readable at once, and replaced by any other."""

from typing import Final

from wpmigrate.scaffold.plain import STYLE

_BASE: Final = """\
{% set wp = bag("site") %}{% set menus = bag("menus") or {} %}{% import "parts.html" as parts with context %}<!doctype html>
<html lang="{{ wp.language }}" dir="{{ wp.direction }}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{% block title %}{{ wp.title }}{% endblock %}</title>
  {% block head %}<meta name="description" content="{{ wp.description }}">{% endblock %}
  <link rel="alternate" type="application/atom+xml" href="{{ wp.root }}/feed.xml">
  <link rel="stylesheet" href="{{ wp.root }}/style.css">
</head>
<body>
<header class="top">
  <a class="title" href="{{ wp.root }}/">{{ wp.title }}</a>
  {% if wp.description %}<p>{{ wp.description }}</p>{% endif %}
  {% if wp.main_menu in menus %}<nav>{{ parts.menu(menus[wp.main_menu]["items"], none) }}</nav>{% endif %}
</header>
<main>
{% block content %}{% endblock %}
</main>
<footer class="bottom">
  {% for slug, menu in menus.items() if slug != wp.main_menu %}<nav>{{ parts.menu(menu["items"], none) }}</nav>{% endfor %}
  <p>{{ wp.title }}</p>
</footer>
</body>
</html>
"""

_PARTS: Final = """\
{% set wp = bag("site") %}{% set lists = bag("lists") or {} %}
{% macro at(url) -%}
{% if "://" in (url or "") or (url or "").startswith("#") %}{{ url }}{% else %}{{ wp.root }}/{{ (url or "").lstrip("/") }}{% endif %}
{%- endmacro %}

{% macro named(one, rel) -%}
{% if one.url %}<a href="{{ at(one.url) }}"{% if rel %} rel="{{ rel }}"{% endif %}>{{ one.name }}</a>{% else %}{{ one.name }}{% endif %}
{%- endmacro %}

{% macro menu(entries, parent) %}<ul>
{% for entry in entries if entry.get("parent") == parent and entry.url %}<li>
  <a href="{{ at(entry.url) }}"{% if entry.attr_title %} title="{{ entry.attr_title }}"{% endif %}
    {%- if entry.new_window %} target="_blank" rel="noopener"{% endif %}>{{ (entry.title or entry.url) }}</a>
  {% if entries|selectattr("parent", "defined")|selectattr("parent", "equalto", entry.id)|list %}{{ menu(entries, entry.id) }}{% endif %}
</li>{% endfor %}
</ul>{% endmacro %}

{% macro byline(item) %}<p class="byline">
  <time datetime="{{ item.date.isoformat() }}">{{ item.date.strftime(wp.date_format) }}</time>
  {% set names = [] %}
  {% for slug in item.wp_authors if "author/" ~ slug in lists %}{% do names.append(lists["author/" ~ slug]) %}{% endfor %}
  {% if not names %}{% for name in item.authors %}{% do names.append({"name": name}) %}{% endfor %}{% endif %}
  {% for author in names %}{{ wp.labels.by ~ " " if loop.first else ", " }}{{ named(author, "author") }}{% endfor %}
</p>{% endmacro %}

{% macro terms(item) %}
{% set found = [] %}
{% for key in item.wp_terms if key in lists %}{% do found.append(lists[key]) %}{% endfor %}
{% for kind, group in found|groupby("kind") %}<p class="terms">
  {{- {"category": wp.labels.categories, "post_tag": wp.labels.tags}.get(kind, kind) }}:
  {% for term in group %}{{ ", " if not loop.first }}{{ named(term, "") }}{% endfor %}</p>
{% endfor %}
{% if not item.wp_terms and item.tags %}<p class="terms">{{ wp.labels.tags }}: {{ item.tags|join(", ") }}</p>{% endif %}
{% endmacro %}

{% macro image(item) %}{% if item.image %}<figure class="featured">
  <img src="{{ item.image }}" alt="{{ item.image_alt }}">
  {% if item.image_caption %}<figcaption>{{ item.image_caption }}</figcaption>{% endif %}
</figure>{% endif %}{% endmacro %}

{% macro commenter(one) %}{{ named({"name": one.author, "url": one.url}, "nofollow ugc") }}{% endmacro %}

{% macro comments(item) %}{% set thread = bag("comments-" ~ item.wp_comments) or {} if item.wp_comments else {} %}
{% if thread.comments %}<section class="comments" id="comments">
  <h2>{{ wp.labels.comments }} ({{ thread.comments|length }})</h2>
  {% for one in thread.comments %}{% set indent = [6, 1.5 * one.depth]|min %}
  <article id="comment-{{ one.id }}" class="comment" style="margin-inline-start: {{ indent }}rem">
    <p class="byline">{{ commenter(one) }}
      <a href="#comment-{{ one.id }}">
        {%- if one.date %}<time datetime="{{ one.date }}">{{ one.date[:10] }}</time>{% else %}#{% endif %}</a></p>
    {{ one.html|safe }}
  </article>
  {% endfor %}
</section>{% endif %}
{% if thread.mentions %}<section class="mentions">
  <h2>{{ wp.labels.mentions }}</h2>
  <ul>{% for one in thread.mentions %}<li id="comment-{{ one.id }}">{{ commenter(one) }} {{ one.html|safe }}</li>{% endfor %}</ul>
</section>{% endif %}{% endmacro %}

{% macro whole(item, dated) %}<article>
  <h1>{{ item.title }}</h1>
  {% if dated %}{{ byline(item) }}{% endif %}
  {{ image(item) }}
  <div class="body">{{ item.body }}</div>
  {{ terms(item) }}
  {{ comments(item) }}
</article>{% endmacro %}

{% macro entry(item) %}<article class="entry">
  <h2><a href="{{ wp.root }}{{ item.url_path|urlencode }}">{{ item.title }}</a>
    {%- if item.wp_sticky %} <small>{{ wp.labels.sticky }}</small>{% endif %}</h2>
  {{ byline(item) }}
  {{ image(item) }}
  <div>{% set html = item.body.html|string %}
  {%- if item.summary %}{{ item.summary }}{% elif "<!--more" in html %}{{ html.split("<!--more")[0]|safe }}
  {%- else %}{{ html|striptags|truncate(300) }}{% endif %}</div>
  <p><a href="{{ wp.root }}{{ item.url_path|urlencode }}">{{ wp.labels.more }}<span class="hidden">: {{ item.title }}</span></a></p>
</article>{% endmacro %}

{# What each list holds, found once in a build: a query for every list would read every item again. #}
{% macro index() %}{% if "index" not in wp %}
{% set found = {} %}
{% for item in site.query("/").filter(F._model != "list").order_by("-date") if item.date %}
{% for key in item.wp_terms %}{% do found.setdefault(key, []).append(item._path) %}{% endfor %}
{% for slug in item.wp_authors %}{% do found.setdefault("author/" ~ slug, []).append(item._path) %}{% endfor %}
{% if item._model == "post" %}{% do found.setdefault("posts", []).append(item._path) %}{% endif %}
{% do found.setdefault("archive/" ~ item.address.split("/")[0], []).append(item._path) %}
{% endfor %}
{% do wp.update({"index": found}) %}
{% endif %}{% endmacro %}

{% macro pager(pages) %}{% if pages.pages > 1 %}<nav class="pager">
  {% if pages.has_prev %}<a rel="prev" href="{{ at(pages.prev.url_path) }}">{{ wp.labels.newer }}</a>{% endif %}
  <span>{{ pages.page }} / {{ pages.pages }}</span>
  {% if pages.has_next %}<a rel="next" href="{{ at(pages.next.url_path) }}">{{ wp.labels.older }}</a>{% endif %}
</nav>{% endif %}{% endmacro %}
"""

_PAGE: Final = """\
{% extends "base.html" %}
{% block title %}{{ this.title }} – {{ wp.title }}{% endblock %}
{% block head %}<link rel="canonical" href="{{ wp.url }}{{ this.url_path|urlencode }}">
  {% if this.wp_robots %}<meta name="robots" content="{{ this.wp_robots }}">{% endif %}{% endblock %}
{% block content %}
{{ parts.whole(this, this.wp_type != "page") }}
{% if wp.posts_url and "/" ~ this.address == wp.posts_url.rstrip("/") %}
{% for item in site.query("/").filter(F._model == "post").order_by("-date") %}{{ parts.entry(item) }}{% endfor %}
{% endif %}
{% if this._path == "/" %}<p><a href="{{ parts.at(wp.posts_url or "/posts/") }}">{{ wp.labels.posts }}</a></p>{% endif %}
{% endblock %}
"""

_HOME: Final = """\
{% extends "base.html" %}
{% block content %}
{% if this.pagination.page == 1 %}
{% for item in site.query("/").filter(F._model == "post").order_by("-date") if item.wp_sticky %}{{ parts.entry(item) }}{% endfor %}
{% endif %}
{% for item in this.pagination.items if not item.wp_sticky %}{{ parts.entry(item) }}{% endfor %}
{{ parts.pager(this.pagination) }}
{% endblock %}
"""

_LIST: Final = """\
{% extends "base.html" %}
{% block title %}{{ this.title }} – {{ wp.title }}{% endblock %}
{% block content %}
{% set about = (bag("lists") or {}).get(this.list, {}) %}
{# Asks for one item, so that Lektor makes the list again when there is a new one. #}
{% set first = site.query("/").first() %}
{{ parts.index() }}
<h1>{{ this.title }}</h1>
{% if about.description %}<p>{{ about.description }}</p>{% endif %}
{% if about.website %}<p><a href="{{ about.website }}">{{ about.website }}</a></p>{% endif %}
{% set paths = bag("site").index.get(this.list, []) %}
{% if this.list == "posts" %}
<ul>{% for path in paths %}{% set item = site.get(path) %}<li><a href="{{ wp.root }}{{ item.url_path|urlencode }}">{{ item.title }}</a>
  <time datetime="{{ item.date.isoformat() }}">{{ item.date.strftime(wp.date_format) }}</time></li>
{% endfor %}</ul>
{% else %}{% for path in paths %}{{ parts.entry(site.get(path)) }}{% endfor %}{% endif %}
{% endblock %}
"""

_NOT_FOUND: Final = """\
{% extends "base.html" %}
{% block content %}
<h1>404</h1>
<p>{{ wp.labels.missing }} <a href="{{ wp.root }}/">{{ wp.labels.home }}</a></p>
{% endblock %}
"""

_FEED: Final = """\
{% set wp = bag("site") -%}
{% set items = site.query("/").filter(F._model == "post").order_by("-date").limit(20) -%}
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{{ wp.language }}">
  <title>{{ wp.title }}</title>
  <id>{{ wp.url }}/</id>
  <link href="{{ wp.url }}/"/>
  <link rel="self" href="{{ wp.url }}/feed.xml"/>
  {% for item in items %}{% if loop.first %}<updated>{{ item.date.isoformat() }}</updated>{% endif %}
  <entry>
    <title>{{ item.title }}</title>
    <id>{{ wp.url }}{{ item.url_path|urlencode }}</id>
    <link href="{{ wp.url }}{{ item.url_path|urlencode }}"/>
    <published>{{ item.date.isoformat() }}</published>
    <updated>{{ (item.modified or item.date).isoformat() }}</updated>
    {% for name in item.authors %}<author><name>{{ name }}</name></author>{% endfor %}
    <content type="html">{{ item.body.html|forceescape }}</content>
  </entry>{% endfor %}
</feed>
"""

_CHILDREN: Final = """\
[children]
enabled = yes
slug_format = {{ this.address or this._id }}
order_by = -date
"""
_POSTS: Final = """
[pagination]
enabled = yes
per_page = 20
items = site.query("/").filter(F._model == "post").order_by("-date")
"""
_TYPES: Final = {
    "title": "string",
    "address": "string",
    "date": "datetime",
    "modified": "datetime",
    "categories": "strings",
    "tags": "strings",
    "authors": "strings",
    "summary": "text",
    "image": "string",
    "image_alt": "string",
    "image_caption": "string",
    "wp_id": "integer",
    "wp_type": "string",
    "wp_status": "string",
    "wp_format": "string",
    "wp_sticky": "boolean",
    "wp_order": "integer",
    "wp_template": "string",
    "wp_language": "string",
    "wp_robots": "string",
    "wp_guid": "string",
    "wp_terms": "strings",
    "wp_authors": "strings",
    "wp_enclosures": "text",
    "wp_comments": "string",
    "wp_meta": "text",
    "wp_fields": "text",
    "body": "markdown",
}
_LIST_TYPES: Final = {"title": "string", "address": "string", "list": "string"}


def _model(name: str, fields: dict[str, str], more: str = "") -> str:
    told = "".join(f"\n[fields.{field}]\ntype = {kind}\n" for field, kind in fields.items())
    return f"[model]\nname = {name}\nlabel = {{{{ this.title }}}}\n\n{_CHILDREN}{more}{told}"


FILES: Final = {
    "models/page.ini": _model("Page", _TYPES),
    "models/post.ini": _model("Post", _TYPES),
    "models/home.ini": _model("Home", _LIST_TYPES, _POSTS),
    "models/list.ini": _model("List", _LIST_TYPES),
    "templates/base.html": _BASE,
    "templates/parts.html": _PARTS,
    "templates/page.html": _PAGE,
    "templates/post.html": _PAGE,
    "templates/home.html": _HOME,
    "templates/list.html": _LIST,
    "templates/404.html": _NOT_FOUND,
    "templates/feed.xml": _FEED,
    "assets/style.css": STYLE,
}
