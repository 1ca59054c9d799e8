"""Plain layouts and a style sheet for Jekyll 3 and 4, GitHub Pages' too: readable at once, and replaced by any theme."""

from typing import Final

from wpmigrate.scaffold.looks import STYLE

_GEMFILE: Final = """\
source "https://rubygems.org"

gem "jekyll", ">= 4.3"

group :jekyll_plugins do
  gem "jekyll-feed"
  gem "jekyll-paginate"
  gem "jekyll-redirect-from"
end
"""

_DEFAULT: Final = """\
<!doctype html>
<html lang="{{ page.lang | default: site.lang }}" dir="{{ site.direction }}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{% if page.title and page.url != "/" %}{{ page.title | escape }} – {% endif %}{{ site.title | escape }}</title>
  {% assign about = page.description %}{% if page.url == "/" and about == nil %}{% assign about = site.description %}{% endif -%}
  {% if about %}<meta name="description" content="{{ about | escape }}">{% endif %}
  <link rel="canonical" href="{{ page.seo.canonical | default: page.url | absolute_url }}">
  {% if page.robots %}<meta name="robots" content="{{ page.robots }}">{% endif %}
  <link rel="alternate" type="application/atom+xml" href="{{ "/feed.xml" | relative_url }}" title="{{ site.title | escape }}">
  <link rel="stylesheet" href="{{ "/assets/style.css" | relative_url }}">
</head>
<body>
<header class="top">
  <a class="title" href="{{ "/" | relative_url }}">{{ site.title | escape }}</a>
  {% if site.description %}<p>{{ site.description | escape }}</p>{% endif %}
  <nav>
    {% assign menu = site.data.menus[site.main_menu] %}
    {% if menu %}{% include menu.html items=menu.items %}{% else %}{% include pages.html %}{% endif %}
  </nav>
</header>
<main>
{{ content }}
</main>
<footer class="bottom">
  {% for menu in site.data.menus %}{% if menu[0] != site.main_menu %}{% assign entries = menu[1] -%}
  <nav>{% include menu.html items=entries.items %}</nav>
  {%- endif %}{% endfor %}
  <p>{{ site.title | escape }}</p>
</footer>
</body>
</html>
"""

_HOME: Final = """\
---
layout: default
---
{% if page.url != "/" %}<h1>{{ page.title | escape }}</h1>
<div class="body">{{ content }}</div>{% endif %}
{% if paginator %}
{% if paginator.page == 1 %}
{% assign sticky = site.posts | where_exp: "post", "post.wp.sticky" %}
{% for post in sticky %}{% include entry.html item=post %}{% endfor %}
{% endif %}
{% for post in paginator.posts %}{% unless post.wp.sticky %}{% include entry.html item=post %}{% endunless %}{% endfor %}
{% if paginator.total_pages > 1 %}
<nav class="pager">
  {% if paginator.previous_page -%}
  <a rel="prev" href="{{ paginator.previous_page_path | relative_url }}">{{ site.labels.newer }}</a>
  {%- endif %}
  <span>{{ paginator.page }} / {{ paginator.total_pages }}</span>
  {% if paginator.next_page -%}
  <a rel="next" href="{{ paginator.next_page_path | relative_url }}">{{ site.labels.older }}</a>
  {%- endif %}
</nav>
{% endif %}
{% else %}
{% for post in site.posts %}{% include entry.html item=post %}{% endfor %}
{% endif %}
"""

_POST: Final = """\
---
layout: default
---
<article>
  <h1>{{ page.title | escape }}</h1>
  {% include byline.html item=page %}
  {% include image.html item=page %}
  <div class="body">
{{ content }}
  </div>
  {% include terms.html item=page %}
  {% include comments.html %}
</article>
"""

_PAGE: Final = """\
---
layout: default
---
<article>
  <h1>{{ page.title | escape }}</h1>
  {% include image.html item=page %}
  <div class="body">
{{ content }}
  </div>
  {% include terms.html item=page %}
  {% include comments.html %}
</article>
{% if page.url == "/" %}<p><a href="{{ "/posts/" | relative_url }}">{{ site.labels.posts }}</a></p>{% endif %}
"""

# The items of a term, of an author, or of post types.
_LIST: Final = """\
---
layout: default
---
<h1>{{ page.title | escape }}</h1>
{% if page.description %}<p>{{ page.description | escape }}</p>{% endif %}
{% assign found = "" | split: "" %}
{% if page.types %}
{% for kind in page.types %}{% assign found = found | concat: site[kind] %}{% endfor %}
{% elsif page.taxonomy == "categories" or page.taxonomy == "tags" %}
{% assign found = site[page.taxonomy][page.word] | default: found %}
{% for kind in site.other_types %}
{% assign among = site[kind] | where: page.taxonomy, page.word %}
{% assign found = found | concat: among %}
{% endfor %}
{% elsif page.taxonomy %}
{% assign found = site.documents | where: page.taxonomy, page.word %}
{% else %}
{% assign among = site.documents | where: "authors", page.word %}
{% assign found = site.documents | where: "author", page.word | concat: among | uniq %}
{% endif %}
{% assign found = found | sort: "date" | reverse %}
{% for one in found %}{% include entry.html item=one %}{% endfor %}
"""

_ARCHIVE: Final = """\
---
layout: default
---
<h1>{{ site.labels.posts }}</h1>
{% assign years = site.posts | group_by_exp: "post", "post.date | date: '%Y'" %}
{% for year in years %}
<h2>{{ year.name }}</h2>
<ul>
  {% for post in year.items -%}
  <li><time datetime="{{ post.date | date_to_xmlschema }}">{{ post.wp.day | default: post.date | date: site.date_format }}</time>
    <a href="{{ post.url | relative_url }}">{{ post.title | escape }}</a></li>
  {% endfor %}
</ul>
{% endfor %}
"""

_ENTRY: Final = """\
{% assign item = include.item %}
<article class="entry">
  <h2><a href="{{ item.url | relative_url }}">{{ item.title | escape }}</a>
    {%- if item.wp.sticky %} <small>{{ site.labels.sticky }}</small>{% endif %}</h2>
  {% include byline.html item=item %}
  {% include image.html item=item %}
  {% if item.description %}<p>{{ item.description | escape }}</p>
  {% elsif item.excerpt_separator %}<div>{{ item.excerpt }}</div>
  <p><a href="{{ item.url | relative_url }}">{{ site.labels.more }}<span class="hidden">: {{ item.title | escape }}</span></a></p>
  {% else %}<p>{{ item.excerpt | strip_html | truncatewords: 70 }}</p>{% endif %}
</article>
"""

_BYLINE: Final = """\
<p class="byline">
  {% unless include.item.wp.undated -%}
  <time datetime="{{ include.item.date | date_to_xmlschema }}">
    {{- include.item.wp.day | default: include.item.date | date: site.date_format }}</time>
  {%- endunless %}
  {% assign writers = include.item.authors | default: include.item.author %}
  {% if writers %}<span>{{ site.labels.by }} {% for key in writers %}{% assign writer = site.data.authors[key] -%}
    {% unless forloop.first %}, {% endunless %}<a rel="author" href="{{ writer.url | relative_url }}">
    {{- writer.name | default: key | escape }}</a>{% endfor %}</span>{% endif %}
</p>
"""

_TERMS: Final = """\
{% for key in site.taxonomies %}{% assign words = include.item[key] %}{% if words.size > 0 %}
<p class="terms">{{ site.labels[key] | default: key | capitalize }}:
  {% for word in words %}{% assign term = site.data.terms[key][word] -%}
  {% unless forloop.first %}, {% endunless %}<a href="{{ term.url | relative_url }}">{{ term.name | default: word | escape }}</a>
  {%- endfor %}</p>
{% endif %}{% endfor %}
"""

_IMAGE: Final = """\
{% if include.item.image.path %}<figure class="featured">
  <img src="{{ include.item.image.path | relative_url }}" alt="{{ include.item.image.alt | escape }}">
  {% if include.item.image.caption %}<figcaption>{{ include.item.image.caption | escape }}</figcaption>{% endif %}
</figure>{% endif %}
"""

_COMMENTS: Final = """\
{% assign thread = site.data.comments[page.wp.comments] %}
{% if thread.comments.size > 0 %}
<section class="comments" id="comments">
  <h2>{{ site.labels.comments }} ({{ thread.comments.size }})</h2>
  {% for comment in thread.comments %}
  <article id="comment-{{ comment.id }}" class="comment" style="margin-inline-start: {{ comment.depth | times: 1.5 | at_most: 6 }}rem">
    <p class="byline">{% include commenter.html comment=comment %}
      <a href="#comment-{{ comment.id }}">
        {%- if comment.date %}<time datetime="{{ comment.date }}">{{ comment.date | date: site.date_format }}</time>
        {%- else %}#{% endif %}</a></p>
    {{ comment.html }}
  </article>
  {% endfor %}
</section>
{% endif %}
{% if thread.mentions.size > 0 %}
<section class="mentions">
  <h2>{{ site.labels.mentions }}</h2>
  <ul>
    {% for comment in thread.mentions -%}
    <li id="comment-{{ comment.id }}">{% include commenter.html comment=comment %} {{ comment.html }}</li>
    {% endfor %}
  </ul>
</section>
{% endif %}
"""

_COMMENTER: Final = """\
{% if include.comment.url %}<a href="{{ include.comment.url | escape }}" rel="nofollow ugc">{{ include.comment.author | escape }}</a>
{%- else %}{{ include.comment.author | escape }}{% endif %}
"""

_MENU: Final = """\
<ul>
  {% for entry in include.items %}<li>
    <a href="{{ entry.url | relative_url | escape }}"{% if entry.attr_title %} title="{{ entry.attr_title | escape }}"{% endif -%}
      {% if entry.new_window %} target="_blank" rel="noopener"{% endif %}>{{ entry.title | default: entry.url | escape }}</a>
    {% if entry.children.size > 0 %}{% include menu.html items=entry.children %}{% endif %}
  </li>{% endfor %}
</ul>
"""

# Without a menu of the site's own: the pages that stand below no other.
_PAGES: Final = """\
{% assign among = site.pages | where: "layout", "page" %}
<ul>
  {% for one in among %}{% assign parts = one.path | split: "/" %}
  {%- if parts[0] == "pages" and parts.size == 2 -%}
  <li><a href="{{ one.url | relative_url }}">{{ one.title | escape }}</a></li>
  {% endif %}{% endfor %}
</ul>
"""

_NOT_FOUND: Final = """\
---
layout: default
permalink: /404.html
sitemap: false
---
<h1>404</h1>
<p>{{ site.labels.missing }} <a href="{{ "/" | relative_url }}">{{ site.labels.home }}</a></p>
"""

HOME: Final = """\
---
layout: home
---
"""
"""`index.html`, where no page is the front page."""

FILES: Final = {
    "Gemfile": _GEMFILE,
    "404.html": _NOT_FOUND,
    "_layouts/archive.html": _ARCHIVE,
    "_layouts/default.html": _DEFAULT,
    "_layouts/home.html": _HOME,
    "_layouts/list.html": _LIST,
    "_layouts/page.html": _PAGE,
    "_layouts/post.html": _POST,
    "_includes/byline.html": _BYLINE,
    "_includes/commenter.html": _COMMENTER,
    "_includes/comments.html": _COMMENTS,
    "_includes/entry.html": _ENTRY,
    "_includes/image.html": _IMAGE,
    "_includes/menu.html": _MENU,
    "_includes/pages.html": _PAGES,
    "_includes/terms.html": _TERMS,
    "assets/style.css": STYLE,
}
