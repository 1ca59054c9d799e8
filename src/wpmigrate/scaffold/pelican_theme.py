"""A plain theme for Pelican: readable at once, and replaced by any other."""

from typing import Final

from wpmigrate.scaffold.plain import STYLE

_BASE: Final = """\
{% import "parts.html" as parts with context %}<!doctype html>
<html lang="{{ DEFAULT_LANG }}" dir="{{ DIRECTION }}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{% block title %}{{ SITENAME|e }}{% endblock %}</title>
  {% block head %}<meta name="description" content="{{ SITESUBTITLE|e }}">{% endblock %}
  <link rel="alternate" type="application/rss+xml" href="{{ ROOT }}/{{ FEED_ALL_RSS }}">
  <link rel="stylesheet" href="{{ ROOT }}/theme/style.css">
</head>
<body>
<header class="top">
  <a class="title" href="{{ ROOT }}/">{{ SITENAME|e }}</a>
  {% if SITESUBTITLE %}<p>{{ SITESUBTITLE|e }}</p>{% endif %}
  {% if MAIN_MENU in MENUS %}<nav>{{ parts.menu(MENUS[MAIN_MENU]["items"], none) }}</nav>{% endif %}
</header>
<main>
{% block content %}{% endblock %}
</main>
<footer class="bottom">
  {% for slug, menu in MENUS.items() if slug != MAIN_MENU %}<nav>{{ parts.menu(menu["items"], none) }}</nav>{% endfor %}
  <p>{{ SITENAME|e }}</p>
</footer>
</body>
</html>
"""

_PARTS: Final = """\
{% macro at(url) -%}
{% if "://" in url or url.startswith("#") %}{{ url|e }}{% else %}{{ ROOT }}/{{ url.removeprefix("./").lstrip("/")|e }}{% endif %}
{%- endmacro %}

{% macro named(one, rel) -%}
{% if one.url %}<a href="{{ at(one.url) }}"{% if rel %} rel="{{ rel }}"{% endif %}>{{ one.name|e }}</a>{% else %}{{ one.name|e }}{% endif %}
{%- endmacro %}

{% macro menu(entries, parent) %}<ul>
{% for entry in entries if entry.get("parent") == parent and entry.url %}<li>
  <a href="{{ at(entry.url) }}"{% if entry.attr_title %} title="{{ entry.attr_title|e }}"{% endif %}
    {%- if entry.new_window %} target="_blank" rel="noopener"{% endif %}>{{ (entry.title or entry.url)|e }}</a>
  {% if entries|selectattr("parent", "defined")|selectattr("parent", "equalto", entry.id)|list %}{{ menu(entries, entry.id) }}{% endif %}
</li>{% endfor %}
</ul>{% endmacro %}

{% macro byline(item) %}<p class="byline">
  <time datetime="{{ item.date.isoformat() }}">{{ item.locale_date }}</time>
  {% for author in item|by %}{{ LABELS.by ~ " " if loop.first else ", " }}{{ named(author, "author") }}{% endfor %}
</p>{% endmacro %}

{% macro terms(item) %}
{% for kind, group in (item|in_lists)|groupby("kind") %}<p class="terms">
  {{- {"category": LABELS.categories, "post_tag": LABELS.tags}.get(kind, kind)|e }}:
  {% for term in group %}{{ ", " if not loop.first }}{{ named(term, "") }}{% endfor %}</p>
{% endfor %}
{% if not item.wp_terms and item.tags %}<p class="terms">{{ LABELS.tags }}: {{ item.tags|join(", ")|e }}</p>{% endif %}
{% endmacro %}

{% macro image(item) %}{% if item.image %}<figure class="featured">
  <img src="{{ item.image|e }}" alt="{{ item.image_alt|default("")|e }}">
  {% if item.image_caption %}<figcaption>{{ item.image_caption|e }}</figcaption>{% endif %}
</figure>{% endif %}{% endmacro %}

{% macro commenter(one) %}{{ named({"name": one.author, "url": one.url}, "nofollow ugc") }}{% endmacro %}

{% macro comments(item) %}{% set thread = item|thread %}
{% if thread.comments %}<section class="comments" id="comments">
  <h2>{{ LABELS.comments }} ({{ thread.comments|length }})</h2>
  {% for one in thread.comments %}{% set indent = [6, 1.5 * one.depth]|min %}
  <article id="comment-{{ one.id }}" class="comment" style="margin-inline-start: {{ indent }}rem">
    <p class="byline">{{ commenter(one) }}
      <a href="#comment-{{ one.id }}">
        {%- if one.date %}<time datetime="{{ one.date }}">{{ one.date[:10] }}</time>{% else %}#{% endif %}</a></p>
    {{ one.html }}
  </article>
  {% endfor %}
</section>{% endif %}
{% if thread.mentions %}<section class="mentions">
  <h2>{{ LABELS.mentions }}</h2>
  <ul>{% for one in thread.mentions %}<li id="comment-{{ one.id }}">{{ commenter(one) }} {{ one.html }}</li>{% endfor %}</ul>
</section>{% endif %}{% endmacro %}

{% macro whole(item, dated) %}<article>
  <h1>{{ item.title }}</h1>
  {% if dated %}{{ byline(item) }}{% endif %}
  {{ image(item) }}
  <div class="body">{{ item.content }}</div>
  {{ terms(item) }}
  {{ comments(item) }}
</article>{% endmacro %}

{% macro entry(item) %}<article class="entry">
  <h2><a href="{{ at(item.url) }}">{{ item.title }}</a>{% if item.wp_sticky %} <small>{{ LABELS.sticky }}</small>{% endif %}</h2>
  {{ byline(item) }}
  {{ image(item) }}
  <div>{{ item.summary }}</div>
  <p><a href="{{ at(item.url) }}">{{ LABELS.more }}<span class="hidden">: {{ item.title }}</span></a></p>
</article>{% endmacro %}

{% macro pager(page, newer, older) %}{% if page.has_other_pages() %}<nav class="pager">
  {% if newer %}<a rel="prev" href="{{ at(newer.url) }}">{{ LABELS.newer }}</a>{% endif %}
  <span>{{ page.number }} / {{ page.paginator.num_pages }}</span>
  {% if older %}<a rel="next" href="{{ at(older.url) }}">{{ LABELS.older }}</a>{% endif %}
</nav>{% endif %}{% endmacro %}
"""

_ARTICLE: Final = """\
{% extends "base.html" %}
{% block title %}{{ article.title }} – {{ SITENAME|e }}{% endblock %}
{% block head %}<link rel="canonical" href="{{ SITEURL }}/{{ article.url }}">
  {% if article.wp_robots %}<meta name="robots" content="{{ article.wp_robots|e }}">{% endif %}{% endblock %}
{% block content %}{{ parts.whole(article, true) }}{% endblock %}
"""

_PAGE: Final = """\
{% extends "base.html" %}
{% block title %}{{ page.title }} – {{ SITENAME|e }}{% endblock %}
{% block head %}<link rel="canonical" href="{{ SITEURL }}/{{ page.url }}">
  {% if page.wp_robots %}<meta name="robots" content="{{ page.wp_robots|e }}">{% endif %}{% endblock %}
{% block content %}
{{ parts.whole(page, page.wp_type and page.wp_type != "page") }}
{% if POSTS_URL and "/" ~ page.save_as == POSTS_URL ~ "index.html" %}
{% for item in articles %}{{ parts.entry(item) }}{% endfor %}
{% endif %}
{% if page.save_as == "index.html" %}<p><a href="{{ parts.at(POSTS_URL or "/posts/") }}">{{ LABELS.posts }}</a></p>{% endif %}
{% endblock %}
"""

_INDEX: Final = """\
{% extends "base.html" %}
{% block content %}
{% if articles_page.number == 1 %}{% for item in articles if item.wp_sticky %}{{ parts.entry(item) }}{% endfor %}{% endif %}
{% for item in articles_page.object_list if not item.wp_sticky %}{{ parts.entry(item) }}{% endfor %}
{{ parts.pager(articles_page, articles_previous_page, articles_next_page) }}
{% endblock %}
"""

_ARCHIVES: Final = """\
{% extends "base.html" %}
{% block title %}{{ LABELS.posts }} – {{ SITENAME|e }}{% endblock %}
{% block content %}
<h1>{{ LABELS.posts }}</h1>
{% for item in articles_page.object_list %}{{ parts.entry(item) }}{% endfor %}
{{ parts.pager(articles_page, articles_previous_page, articles_next_page) }}
{% endblock %}
"""

_LIST: Final = """\
{% extends "base.html" %}
{% block title %}{{ page.title }} – {{ SITENAME|e }}{% endblock %}
{% block content %}
{% set about = LISTS.get(page.wp_list, {}) %}
<h1>{{ page.title }}</h1>
{% if about.description %}<p>{{ about.description|e }}</p>{% endif %}
{% if about.website %}<p><a href="{{ about.website|e }}">{{ about.website|e }}</a></p>{% endif %}
{% for item in (articles + pages)|under(page.wp_list) %}{{ parts.entry(item) }}{% endfor %}
{% endblock %}
"""

_NOT_FOUND: Final = """\
{% extends "base.html" %}
{% block content %}
<h1>404</h1>
<p>{{ LABELS.missing }} <a href="{{ ROOT }}/">{{ LABELS.home }}</a></p>
{% endblock %}
"""

FILES: Final = {
    "theme/templates/base.html": _BASE,
    "theme/templates/parts.html": _PARTS,
    "theme/templates/article.html": _ARTICLE,
    "theme/templates/page.html": _PAGE,
    "theme/templates/index.html": _INDEX,
    "theme/templates/archives.html": _ARCHIVES,
    "theme/templates/list.html": _LIST,
    "theme/templates/404.html": _NOT_FOUND,
    "theme/static/style.css": STYLE,
}
