"""Plain layouts for Eleventy, in Nunjucks: readable at once, and replaced by any theme."""

from typing import Final

_BASE: Final = """\
{%- from "menu.njk" import entries with context -%}
{% set name = list.title if list else title %}
{% set about = list.description if list else (description or (site.description if page.url == "/")) %}
<!doctype html>
<html lang="{{ lang or site.lang }}" dir="{{ site.direction }}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{% if name and page.url != "/" %}{{ name }} – {% endif %}{{ site.title }}</title>
  {% if about %}<meta name="description" content="{{ about }}">{% endif %}
  <link rel="canonical" href="{{ page.url | href | absolute(site.url) }}">
  {% if robots %}<meta name="robots" content="{{ robots }}">{% endif %}
  <link rel="alternate" type="application/atom+xml" href="/feed.xml" title="{{ site.title }}">
  <link rel="stylesheet" href="/style.css">
</head>
<body>
<header class="top">
  <a class="title" href="/">{{ site.title }}</a>
  {% if site.description %}<p>{{ site.description }}</p>{% endif %}
  <nav>
    {% if site.menu %}{{ entries(wordpress.menus[site.menu]["items"]) }}{% else %}<ul>
      {% for one in collections.listed.get("type/page") %}{% if one.inputPath.split("/").length == 4 -%}
      <li><a href="{{ one.url | href }}">{{ one.data.title }}</a></li>
      {% endif %}{% endfor %}
    </ul>{% endif %}
  </nav>
</header>
<main>
{{ content | safe }}
</main>
<footer class="bottom">
  {% for slug, menu in wordpress.menus %}{% if slug != site.menu -%}
  <nav>{{ entries(menu["items"]) }}</nav>
  {%- endif %}{% endfor %}
  <p>{{ site.title }}</p>
</footer>
</body>
</html>
"""

_MENU: Final = """\
{% macro entries(items) %}
<ul>
  {% for entry in items %}<li>
    <a href="{{ entry.url }}"{% if entry.attr_title %} title="{{ entry.attr_title }}"{% endif %}
      {%- if entry.new_window %} target="_blank" rel="noopener"{% endif %}>{{ entry.title or entry.url }}</a>
    {% if entry.children.length %}{{ entries(entry.children) }}{% endif %}
  </li>{% endfor %}
</ul>
{% endmacro %}
"""

_POST: Final = """\
---
layout: layouts/base.njk
---
<article>
  <h1>{{ title }}</h1>
  {% set item = {date: page.date, data: {authors: authors, wp: wp} } %}{% include "byline.njk" %}
  {% include "image.njk" %}
  <div class="body">
{{ content | safe }}
  </div>
  {% include "terms.njk" %}
  {% include "comments.njk" %}
</article>
"""

_PAGE: Final = """\
---
layout: layouts/base.njk
---
<article>
  <h1>{{ title }}</h1>
  {% include "image.njk" %}
  <div class="body">
{{ content | safe }}
  </div>
  {% include "terms.njk" %}
  {% include "comments.njk" %}
</article>
{% if wp.posts_page %}{% for item in collections.posts %}{% include "entry.njk" %}{% endfor %}{% endif %}
{% if page.url == "/" %}<p><a href="/posts/">{{ site.labels.posts }}</a></p>{% endif %}
"""

_ENTRY: Final = """\
<article class="entry">
  <h2><a href="{{ item.url | href }}">{{ item.data.title }}</a>
    {%- if item.data.wp.sticky %} <small>{{ site.labels.sticky }}</small>{% endif %}</h2>
  {% include "byline.njk" %}
  {% set image = item.data.image %}{% include "image.njk" %}
  {% if item.data.description %}<p>{{ item.data.description }}</p>
  {% elif item.data.wp.cut %}<div>{{ item.templateContent | teaser | safe }}</div>
  <p><a href="{{ item.url | href }}">{{ site.labels.more }}<span class="hidden">: {{ item.data.title }}</span></a></p>
  {% else %}<p>{{ item.templateContent | summary | safe }}</p>{% endif %}
</article>
"""

_BYLINE: Final = """\
<p class="byline">
  {% if not item.data.wp.undated %}<time datetime="{{ item.date | iso }}">{{ (item.data.wp.day or item.date) | day }}</time>{% endif %}
  {% if item.data.authors.length %}<span>{{ site.labels.by }} {% for slug in item.data.authors -%}
    {% set author = wordpress.authors[slug] %}{% if not loop.first %}, {% endif -%}
    <a rel="author" href="{{ author.url }}">{{ author.name or slug }}</a>{% endfor %}</span>{% endif %}
</p>
"""

_TERMS: Final = """\
{% for key in site.taxonomies %}{% set words = key | words %}{% if words.length %}
<p class="terms">{{ site.labels[key] or (key | capitalize) }}:
  {% for word in words %}{% set term = key | term(word) %}{% if not loop.first %}, {% endif -%}
  <a href="{{ term.url }}">{{ term.name or word }}</a>{% endfor %}</p>
{% endif %}{% endfor %}
"""

_IMAGE: Final = """\
{% if image.url %}<figure class="featured">
  <img src="{{ image.url }}" alt="{{ image.alt }}">
  {% if image.caption %}<figcaption>{{ image.caption }}</figcaption>{% endif %}
</figure>{% endif %}
"""

_COMMENTS: Final = """\
{% set thread = wordpress.comments[wp.comments] if wp.comments and wordpress.comments %}
{% if thread.comments.length %}
<section class="comments" id="comments">
  <h2>{{ site.labels.comments }} ({{ thread.comments.length }})</h2>
  {% for comment in thread.comments %}
  {% set indent = comment.depth * 1.5 if comment.depth < 4 else 6 %}
  <article id="comment-{{ comment.id }}" class="comment" style="margin-inline-start: {{ indent }}rem">
    <p class="byline">{% include "commenter.njk" %}
      <a href="#comment-{{ comment.id }}">
        {%- if comment.date %}<time datetime="{{ comment.date }}">{{ comment.date.slice(0, 10) | day }}</time>{% else %}#{% endif %}</a></p>
    {{ comment.html | safe }}
  </article>
  {% endfor %}
</section>
{% endif %}
{% if thread.mentions.length %}
<section class="mentions">
  <h2>{{ site.labels.mentions }}</h2>
  <ul>
    {% for comment in thread.mentions -%}
    <li id="comment-{{ comment.id }}">{% include "commenter.njk" %} {{ comment.html | safe }}</li>
    {% endfor %}
  </ul>
</section>
{% endif %}
"""

_COMMENTER: Final = """\
{% if comment.url %}<a href="{{ comment.url }}" rel="nofollow ugc">{{ comment.author }}</a>{% else %}{{ comment.author }}{% endif %}
"""

_LISTS: Final = """\
---
layout: layouts/base.njk
pagination: {data: lists, size: 1, alias: list}
permalink: "{{ list.permalink | safe }}"
eleventyExcludeFromCollections: true
---
<h1>{{ list.title }}</h1>
{% if list.description %}<p>{{ list.description }}</p>{% endif %}
{% for name in list.listed %}
{% if name == "type/post" %}
<ul>
  {% for item in collections.posts -%}
  <li>{% if not item.data.wp.undated %}<time datetime="{{ item.date | iso }}">{{ (item.data.wp.day or item.date) | day }}</time>{% endif %}
    <a href="{{ item.url | href }}">{{ item.data.title }}</a></li>
  {% endfor %}
</ul>
{% else %}{% for item in collections.listed.get(name) %}{% include "entry.njk" %}{% endfor %}{% endif %}
{% endfor %}
"""

_REDIRECTS: Final = """\
---
pagination: {data: collections.redirects, size: 1, alias: redirect}
permalink: "{{ redirect.from | safe }}"
eleventyExcludeFromCollections: true
---
<!doctype html>
<title>{{ redirect.to | href }}</title>
<link rel="canonical" href="{{ redirect.to | href | absolute(site.url) }}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={{ redirect.to | href }}">
<a href="{{ redirect.to | href }}">{{ redirect.to | href }}</a>
"""

_FEED: Final = """\
---
permalink: /feed.xml
eleventyExcludeFromCollections: true
---
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{{ site.url }}/" xml:lang="{{ site.lang }}">
  <title>{{ site.title }}</title>
  {% if site.description %}<subtitle>{{ site.description }}</subtitle>{% endif %}
  <link href="{{ site.url }}/feed.xml" rel="self"/>
  <link href="{{ site.url }}/"/>
  <id>{{ site.url }}/</id>
  {% if collections.posts.length %}<updated>{{ collections.posts[0].date | iso }}</updated>{% endif %}
  {% for post in collections.posts.slice(0, 20) %}
  <entry>
    <title>{{ post.data.title }}</title>
    <link href="{{ post.url | href | absolute(site.url) }}"/>
    <id>{{ post.url | href | absolute(site.url) }}</id>
    <published>{{ post.date | iso }}</published>
    <updated>{{ (post.data.modified or post.date) | iso }}</updated>
    {% for slug in post.data.authors %}<author><name>{{ wordpress.authors[slug].name or slug }}</name></author>{% endfor %}
    <content type="html">{{ post.templateContent }}</content>
  </entry>
  {% endfor %}
</feed>
"""

_NOT_FOUND: Final = """\
---
layout: layouts/base.njk
permalink: /404.html
eleventyExcludeFromCollections: true
---
<h1>404</h1>
<p>{{ site.labels.missing }} <a href="/">{{ site.labels.home }}</a></p>
"""

LAYOUTS: Final = {
    "_includes/layouts/base.njk": _BASE,
    "_includes/layouts/page.njk": _PAGE,
    "_includes/layouts/post.njk": _POST,
    "_includes/byline.njk": _BYLINE,
    "_includes/commenter.njk": _COMMENTER,
    "_includes/comments.njk": _COMMENTS,
    "_includes/entry.njk": _ENTRY,
    "_includes/image.njk": _IMAGE,
    "_includes/menu.njk": _MENU,
    "_includes/terms.njk": _TERMS,
    "content/404.njk": _NOT_FOUND,
    "content/feed.njk": _FEED,
    "content/lists.njk": _LISTS,
    "content/redirects.njk": _REDIRECTS,
}
