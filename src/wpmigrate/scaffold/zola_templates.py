"""Plain templates for Zola: readable at once, and replaced by any theme."""

from typing import Final

from wpmigrate.scaffold.looks import STYLE

_BASE: Final = """\
{% set labels = config.extra.labels -%}
{% set menus = load_data(path="data/menus.json") -%}
<!doctype html>
<html lang="{{ lang }}" dir="{{ config.extra.direction }}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{% block title %}{{ config.title }}{% endblock title %}</title>
  {% block head %}{% endblock head %}
  <link rel="alternate" type="application/atom+xml" title="{{ config.title }}" href="{{ get_url(path="atom.xml") | safe }}">
  <link rel="stylesheet" href="{{ get_url(path="style.css") | safe }}">
</head>
<body>
<header class="top">
  <a class="title" href="{{ get_url(path="/") | safe }}">{{ config.title }}</a>
  {% if config.description %}<p>{{ config.description }}</p>{% endif %}
  {% for menu in menus %}{% if loop.first %}<nav>{% include "menu.html" %}</nav>{% endif %}{% endfor %}
</header>
<main>{% block main %}{% endblock main %}</main>
<footer class="bottom">
  {% for menu in menus %}{% if not loop.first %}<nav>{% include "menu.html" %}</nav>{% endif %}{% endfor %}
  <p>{{ config.title }}</p>
</footer>
</body>
</html>
"""

_MENU: Final = """\
<ul>
  {% for item in menu.items %}<li style="padding-inline-start: {{ item.depth }}rem">
    <a href="{{ item.url }}"{% if item.attr_title %} title="{{ item.attr_title }}"{% endif %}
      {%- if item.new_window %} target="_blank" rel="noopener"{% endif %}>{{ item.title | default(value=item.url) }}</a>
  </li>{% endfor %}
</ul>
"""

_BYLINE: Final = """\
{% set people = load_data(path="data/authors.json") -%}
<p class="byline">
  {% if page.date %}<time datetime="{{ page.date }}">{{ page.date | date(format="%Y-%m-%d") }}</time>{% endif %}
  {% if page.taxonomies.authors %}<span>{{ config.extra.labels.by }}
    {% for slug in page.taxonomies.authors %}{% if not loop.first %}, {% endif -%}
    <a rel="author" href="{{ get_taxonomy_url(kind="authors", name=slug) | safe }}">{{ people[slug].name }}</a>
    {%- endfor %}</span>{% endif %}
</p>
"""

_IMAGE: Final = """\
{% if image -%}
<figure class="featured">
  <img src="{{ image.url }}" alt="{{ image.alt | default(value="") }}">
  {% if image.caption %}<figcaption>{{ image.caption }}</figcaption>{% endif %}
</figure>
{%- endif %}
"""

_TERMS: Final = """\
{% set known = load_data(path="data/terms.json") -%}
{% for kind, words in page.taxonomies %}{% if kind != "authors" -%}
<p class="terms">{{ kind | capitalize }}: {% for word in words %}{% if not loop.first %}, {% endif -%}
  <a href="{{ get_taxonomy_url(kind=kind, name=word) | safe }}">{{ known[kind][word].name }}</a>{% endfor %}</p>
{% endif %}{% endfor %}
"""

_COMMENTS: Final = """\
{% if key -%}
{% set file = "data/comments/" ~ key ~ ".json" -%}
{% set thread = load_data(path=file) -%}
{% if thread.comments -%}
<section class="comments" id="comments">
  <h2>{{ config.extra.labels.comments }} ({{ thread.comments | length }})</h2>
  {% for one in thread.comments -%}
  <article id="comment-{{ one.id }}" class="comment" style="margin-inline-start: {{ one.depth }}rem">
    <p class="byline">{% include "commenter.html" %}
      <a href="#comment-{{ one.id }}">{% if one.date -%}
        <time datetime="{{ one.date }}">{{ one.date | truncate(length=10, end="") }}</time>{% else %}#{% endif %}</a></p>
    {{ one.html | safe }}
  </article>
  {% endfor %}
</section>
{%- endif %}
{% if thread.mentions -%}
<section class="mentions">
  <h2>{{ config.extra.labels.mentions }}</h2>
  <ul>
    {% for one in thread.mentions %}<li id="comment-{{ one.id }}">{% include "commenter.html" %} {{ one.html | safe }}</li>{% endfor %}
  </ul>
</section>
{%- endif %}
{%- endif %}
"""

_COMMENTER: Final = """\
{% if one.url %}<a href="{{ one.url }}" rel="nofollow ugc">{{ one.author }}</a>{% else %}<span>{{ one.author }}</span>{% endif %}
"""

_ARTICLE: Final = """\
<article>
  <h1>{{ page.title }}</h1>
  {% if page.extra.wp.type != "page" %}{% include "byline.html" %}{% endif %}
  {% set image = page.extra.image | default(value=false) %}{% include "image.html" %}
  <div class="body">{{ page.content | safe }}</div>
  {% include "terms.html" %}
  {% set key = page.extra.wp.comments | default(value="") %}{% include "comments.html" %}
</article>
"""

_PAGE: Final = """\
{% extends "base.html" %}
{% block title %}{{ page.title }} – {{ config.title }}{% endblock title %}
{% block head %}{% if page.description %}<meta name="description" content="{{ page.description }}">{% endif %}
  {% if page.extra.robots %}<meta name="robots" content="{{ page.extra.robots }}">{% endif %}
  <link rel="canonical" href="{{ page.permalink | safe }}">{% endblock head %}
{% block main %}{% include "article.html" %}{% endblock main %}
"""

_BLOG: Final = """\
{% extends "page.html" %}
{% block main %}{% include "article.html" %}
{% set posts = get_section(path="posts/_index.md") %}
{% for page in posts.pages %}{% include "entry.html" %}{% endfor %}{% endblock main %}
"""

_ENTRY: Final = """\
<article class="entry">
  <h2><a href="{{ page.permalink | safe }}">{{ page.title }}</a>
    {%- if page.extra.wp.sticky %} <small>{{ config.extra.labels.sticky }}</small>{% endif %}</h2>
  {% include "byline.html" %}
  {% set image = page.extra.image | default(value=false) %}{% include "image.html" %}
  {% if page.description %}<p>{{ page.description }}</p>{% elif page.summary %}<div>{{ page.summary | safe }}</div>
  {% else %}<div>{{ page.content | striptags | truncate(length=300) | safe }}</div>{% endif %}
  <p><a href="{{ page.permalink | safe }}">{{ config.extra.labels.more }}<span class="hidden">: {{ page.title }}</span></a></p>
</article>
"""

_PAGER: Final = """\
{% if paginator.number_pagers > 1 -%}
<nav class="pager">
  {% if paginator.previous %}<a rel="prev" href="{{ paginator.previous | safe }}">{{ config.extra.labels.newer }}</a>{% endif %}
  <span>{{ paginator.current_index }} / {{ paginator.number_pagers }}</span>
  {% if paginator.next %}<a rel="next" href="{{ paginator.next | safe }}">{{ config.extra.labels.older }}</a>{% endif %}
</nav>
{%- endif %}
"""

_SECTION: Final = """\
{% extends "base.html" %}
{% block title %}{{ section.title }} – {{ config.title }}{% endblock title %}
{% block main %}
<h1>{{ section.title }}</h1>
{% for page in paginator.pages %}{% include "entry.html" %}{% endfor %}
{% include "pager.html" %}
{% endblock main %}
"""

_INDEX: Final = """\
{% extends "base.html" %}
{% block head %}{% if config.description %}<meta name="description" content="{{ config.description }}">{% endif %}
  <link rel="canonical" href="{{ get_url(path="/") | safe }}">{% endblock head %}
{% block main %}
{% if section.extra.wp -%}
<article>
  <h1>{{ section.title }}</h1>
  {% set image = section.extra.image | default(value=false) %}{% include "image.html" %}
  <div class="body">{{ section.content | safe }}</div>
  {% set key = section.extra.wp.comments | default(value="") %}{% include "comments.html" %}
</article>
<p><a href="{{ get_url(path="/posts/") | safe }}">{{ config.extra.labels.posts }}</a></p>
{% else -%}
{% for page in paginator.pages %}{% include "entry.html" %}{% endfor %}
{% include "pager.html" %}
{%- endif %}
{% endblock main %}
"""

_TAXONOMY: Final = """\
{% extends "base.html" %}
{% block title %}{{ taxonomy.name | capitalize }} – {{ config.title }}{% endblock title %}
{% block main %}
<h1>{{ taxonomy.name | capitalize }}</h1>
<ul>{% for term in terms %}<li><a href="{{ term.permalink | safe }}">{{ term.name }}</a> ({{ term.pages | length }})</li>{% endfor %}</ul>
{% endblock main %}
"""

_TERM: Final = """\
{% extends "base.html" %}
{% block title %}{{ term.name }} – {{ config.title }}{% endblock title %}
{% block main %}
{% if taxonomy.name == "authors" -%}
{% set people = load_data(path="data/authors.json") -%}
{% set about = people[term.name] -%}
<h1>{{ about.name }}</h1>
{% if about.bio %}<p>{{ about.bio }}</p>{% endif %}
{% else -%}
{% set known = load_data(path="data/terms.json") -%}
{% set about = known[taxonomy.name][term.name] -%}
<h1>{{ about.name }}</h1>
{% if about.description %}<p>{{ about.description }}</p>{% endif %}
{% endif -%}
{% for page in paginator.pages %}{% include "entry.html" %}{% endfor %}
{% include "pager.html" %}
{% endblock main %}
"""

_NOT_FOUND: Final = """\
{% extends "base.html" %}
{% block main %}
<h1>404</h1>
<p>{{ config.extra.labels.missing }} <a href="{{ get_url(path="/") | safe }}">{{ config.extra.labels.home }}</a></p>
{% endblock main %}
"""

FILES: Final = {
    "templates/base.html": _BASE,
    "templates/index.html": _INDEX,
    "templates/section.html": _SECTION,
    "templates/page.html": _PAGE,
    "templates/blog.html": _BLOG,
    "templates/taxonomy_list.html": _TAXONOMY,
    "templates/taxonomy_single.html": _TERM,
    "templates/404.html": _NOT_FOUND,
    "templates/article.html": _ARTICLE,
    "templates/byline.html": _BYLINE,
    "templates/comments.html": _COMMENTS,
    "templates/commenter.html": _COMMENTER,
    "templates/entry.html": _ENTRY,
    "templates/image.html": _IMAGE,
    "templates/menu.html": _MENU,
    "templates/pager.html": _PAGER,
    "templates/terms.html": _TERMS,
    "static/style.css": STYLE,
}
