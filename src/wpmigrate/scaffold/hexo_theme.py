"""A plain theme for Hexo 7 and 8, with a script that makes the lists of WordPress: readable at once, and replaced by any theme."""

from typing import Final

from wpmigrate.scaffold.looks import STYLE

_PACKAGE: Final = """\
{
  "name": "site",
  "private": true,
  "scripts": { "build": "hexo generate", "server": "hexo server" },
  "hexo": { "version": "" },
  "dependencies": {
    "hexo": "^8.0.0",
    "hexo-generator-alias": "^1.0.0",
    "hexo-generator-feed": "^3.0.0",
    "hexo-renderer-ejs": "^2.0.0",
    "hexo-renderer-marked": "^7.0.0",
    "hexo-server": "^3.0.0"
  }
}
"""

_SCRIPT: Final = """\
/* global hexo */
'use strict';

// The lists that WordPress has, each at its address, and what the templates ask for.
const fold = (url) => `${url.replace(/\\/+$/, '').toLowerCase()}/`;
const urlOf = (item) => `/${item.path.replace(/^\\/+/, '').replace(/(^|\\/)index\\.html$/, '$1')}`;
const link = (url) => encodeURI(url).replace(/[?#]/g, encodeURIComponent);
const isPost = (item) => item.source.startsWith('_posts/');
const dateOf = (item) => (item.wp && item.wp.date ? Date.parse(item.wp.date) : 0);
const newest = (items) => items.sort((one, other) => dateOf(other) - dateOf(one) || (one.source < other.source ? -1 : 1));

// The words of a front matter key: Hexo keeps categories and tags of posts apart from the rest.
function wordsOf(item, field) {
  const told = item[field];
  if (!told) return [];
  return (told.toArray ? told.toArray().map(({ name }) => name) : [told].flat(2)).map(String);
}

const listsOf = (item, field, lists) => [...new Set(wordsOf(item, field))]
  .map((word) => lists.find((list) => list.field === field && list.word === word) || { name: word, url: '' });

const members = (list, items) =>
  list.field === 'archive'
    ? items.filter((item) => !isPost(item) && item.wp.type !== 'page' && urlOf(item).startsWith(list.url))
    : items.filter((item) => wordsOf(item, list.field).includes(list.word));

// Pages of a list: the first at its address, more below it as WordPress has them.
function paged(url, told, items, perPage) {
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const at = (page) => (page > 1 ? `${url}page/${page}/` : url);
  return Array.from({ length: pages }, (_, index) => ({
    path: at(index + 1),
    layout: ['list'],
    data: {
      ...told,
      at: at(index + 1),
      items: items.slice(index * perPage, (index + 1) * perPage),
      number: index + 1,
      pages,
      newer: index > 0 ? at(index) : '',
      older: index + 1 < pages ? at(index + 2) : '',
    },
  }));
}

hexo.extend.generator.register('lists', function ({ posts, pages, data }) {
  const perPage = this.config.per_page;
  const { labels, posts_page: blog } = this.theme.config;
  const all = newest([...posts.toArray(), ...pages.toArray().filter((page) => page.wp)]);
  const written = all.filter(isPost);
  const sticky = [...written.filter((post) => post.wp && post.wp.sticky), ...written.filter((post) => !(post.wp && post.wp.sticky))];
  const found = (data.lists || []).filter(({ url }) => url)
    .flatMap((list) => paged(list.url, { title: list.name, description: list.description }, members(list, all), perPage));
  found.push(...paged('/', { title: '' }, sticky, perPage), ...paged('/posts/', { title: labels.posts }, written, perPage));
  const taken = new Set(all.map((item) => fold(urlOf(item))));
  const free = found.filter(({ path }) => !taken.has(fold(path)) && taken.add(fold(path)));
  const page = blog && all.find((item) => urlOf(item) === blog);
  if (page) {
    const [first, ...more] = paged(blog, { title: page.title }, written, perPage);
    free.push({ path: page.path, layout: ['page'], data: Object.assign({}, page, first.data, { path: page.path }) }, ...more);
  }
  return [...free, { path: '404.html', layout: ['404'], data: { title: '404' } }];
});

hexo.extend.helper.register('link', (item) => link(typeof item === 'string' ? item : urlOf(item)));
hexo.extend.helper.register('lists_of', function (item, field) {
  return listsOf(item, field, this.site.data.lists || []);
});
hexo.extend.helper.register('taxonomies', function () {
  const fields = (this.site.data.lists || []).map(({ field }) => field);
  return [...new Set(['categories', 'tags', ...fields])].filter((field) => field !== 'authors' && field !== 'archive');
});

// A day as the site's clock showed it, in the site's language.
hexo.extend.helper.register('day', function (date) {
  const day = new Date(`${date.slice(0, 10)}T12:00:00Z`);
  try {
    return new Intl.DateTimeFormat(this.config.language, { dateStyle: 'long', timeZone: 'UTC' }).format(day);
  } catch {
    return date.slice(0, 10);
  }
});

// The beginning of an item: what stands before the mark of WordPress, else its first words. Both are HTML.
hexo.extend.helper.register('teaser', (item) => {
  if (item.description) return { html: '', more: true };
  if (item.excerpt) return { html: item.excerpt, more: true };
  const words = (item.content || '')
    .replace(/<(script|style|svg|noscript|template)\\b[^]*?<\\/\\1>|<!--[^]*?-->|<(?:[^"'>]|"[^"]*"|'[^']*')*>/gi, ' ')
    .split(/\\s+/).filter(Boolean);
  return { html: words.slice(0, 55).join(' '), more: words.length > 55 };
});
"""

_LAYOUT: Final = """\
<%
  const menus = site.data.menus || {};
  const slugs = Object.keys(menus);
  const main = slugs.includes('main') ? 'main' : slugs.slice().sort((one, other) => menus[other].items.length - menus[one].items.length)[0];
  const url = page.at || link(page);
  const title = page.title && url !== '/' ? `${page.title} – ${config.title}` : config.title;
  const description = page.description || (url === '/' ? config.description : '');
-%>
<!doctype html>
<html lang="<%= page.lang || config.language %>" dir="<%= theme.direction %>">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title><%= title %></title>
  <% if (description) { %><meta name="description" content="<%= description %>"><% } %>
  <link rel="canonical" href="<%= config.url %><%= link(url) %>">
  <% if (page.robots) { %><meta name="robots" content="<%= page.robots %>"><% } %>
  <link rel="alternate" type="application/rss+xml" title="<%= config.title %>" href="/feed.xml">
  <link rel="stylesheet" href="/style.css">
</head>
<body>
<header class="top">
  <a class="title" href="/"><%= config.title %></a>
  <% if (config.description) { %><p><%= config.description %></p><% } %>
  <% if (main) { %><nav><%- partial('_menu', { items: menus[main].items }) %></nav><% } %>
</header>
<main><%- body %></main>
<footer class="bottom">
  <% slugs.filter((slug) => slug !== main).forEach((slug) => { %><nav><%- partial('_menu', { items: menus[slug].items }) %></nav><% }) %>
  <p><%= config.title %></p>
</footer>
</body>
</html>
"""

_MENU: Final = """\
<ul>
  <% items.forEach((item) => { %><li>
    <a href="<%= item.url %>"<% if (item.attr_title) { %> title="<%= item.attr_title %>"<% } %>
      <%- item.new_window ? 'target="_blank" rel="noopener"' : '' %>><%= item.title || item.url %></a>
    <% if (item.children.length) { %><%- partial('_menu', { items: item.children }) %><% } %>
  </li><% }) %>
</ul>
"""

_BYLINE: Final = """\
<% const authors = lists_of(item, 'authors'); -%>
<p class="byline">
  <% if (item.wp && item.wp.date) { %><time datetime="<%= item.wp.date %>"><%= day(item.wp.date) %></time><% } %>
  <% if (authors.length) { %><span><%= theme.labels.by %> <% authors.forEach((author, at) => { %><%= at ? ', ' : '' %>
    <%- partial('_name', { list: author }) %><% }) %></span><% } %>
</p>
"""

_NAME: Final = """\
<% if (list.url) { %><a href="<%= link(list.url) %>"><%= list.name %></a><% } else { %><span><%= list.name %></span><% } -%>
"""

_IMAGE: Final = """\
<% const image = item.wp && item.wp.image; if (image) { -%>
<figure class="featured">
  <img src="<%= image.url %>" alt="<%= image.alt %>">
  <% if (image.caption) { %><figcaption><%= image.caption %></figcaption><% } %>
</figure>
<% } -%>
"""

_ITEM: Final = """\
<article>
  <h1><%= page.title %></h1>
  <% if (!page.wp || page.wp.type !== 'page') { %><%- partial('_byline', { item: page }) %><% } %>
  <%- partial('_image', { item: page }) %>
  <div class="body"><%- page.content %></div>
  <% taxonomies().forEach((field) => { const terms = lists_of(page, field); if (terms.length) { -%>
  <p class="terms"><%= theme.labels[field] || field %>: <% terms.forEach((term, at) => { %><%= at ? ', ' : '' %>
    <%- partial('_name', { list: term }) %><% }) %></p>
  <% } }) -%>
  <%- partial('_comments', { thread: page.wp && site.data[`comments/${page.wp.comments}`] }) %>
</article>
<% if (page.items) { %><%- partial('_listing') %><% } -%>
"""

_COMMENTS: Final = """\
<% if (thread && thread.comments.length) { -%>
<section class="comments" id="comments">
  <h2><%= theme.labels.comments %> (<%= thread.comments.length %>)</h2>
  <% thread.comments.forEach((one) => { -%>
  <article id="comment-<%= one.id %>" class="comment" style="margin-inline-start: <%= Math.min(6, 1.5 * one.depth) %>rem">
    <p class="byline"><%- partial('_commenter', { one }) %>
      <a href="#comment-<%= one.id %>">
        <%- one.date ? `<time datetime="${one.date}">${day(one.date)}</time>` : '#' %></a></p>
    <%- one.html %>
  </article>
  <% }) -%>
</section>
<% } -%>
<% if (thread && thread.mentions.length) { -%>
<section class="mentions">
  <h2><%= theme.labels.mentions %></h2>
  <ul>
    <% thread.mentions.forEach((one) => { -%>
    <li id="comment-<%= one.id %>"><%- partial('_commenter', { one }) %> <%- one.html %></li>
    <% }) -%>
  </ul>
</section>
<% } -%>
"""

_COMMENTER: Final = """\
<% if (one.url) { %><a href="<%= one.url %>" rel="nofollow ugc"><%= one.author %></a><% } else { %><span><%= one.author %></span><% } -%>
"""

_LISTING: Final = """\
<% page.items.forEach((item) => { const { html, more } = teaser(item); -%>
<article class="entry">
  <h2><a href="<%= link(item) %>"><%= item.title %></a>
    <%- item.wp && item.wp.sticky ? `<small>${theme.labels.sticky}</small>` : '' %></h2>
  <%- partial('_byline', { item }) %>
  <%- partial('_image', { item }) %>
  <% if (item.description) { %><p><%= item.description %></p><% } else { %><div><%- html %></div><% } %>
  <% if (more) { %><p><a href="<%= link(item) %>"><%= theme.labels.more %><span class="hidden">: <%= item.title %></span></a></p><% } %>
</article>
<% }) -%>
<% if (page.pages > 1) { -%>
<nav class="pager">
  <% if (page.newer) { %><a rel="prev" href="<%= link(page.newer) %>"><%= theme.labels.newer %></a><% } %>
  <span><%= page.number %> / <%= page.pages %></span>
  <% if (page.older) { %><a rel="next" href="<%= link(page.older) %>"><%= theme.labels.older %></a><% } %>
</nav>
<% } -%>
"""

_LIST: Final = """\
<% if (page.title) { %><h1><%= page.title %></h1><% } %>
<% if (page.description) { %><p><%= page.description %></p><% } %>
<%- partial('_listing') %>
"""

_NOT_FOUND: Final = """\
<h1>404</h1>
<p><%= theme.labels.missing %> <a href="/"><%= theme.labels.home %></a></p>
"""

FILES: Final = {
    "package.json": _PACKAGE,
    "themes/plain/scripts/lists.js": _SCRIPT,
    "themes/plain/layout/layout.ejs": _LAYOUT,
    "themes/plain/layout/post.ejs": _ITEM,
    "themes/plain/layout/page.ejs": _ITEM,
    "themes/plain/layout/list.ejs": _LIST,
    "themes/plain/layout/404.ejs": _NOT_FOUND,
    "themes/plain/layout/_menu.ejs": _MENU,
    "themes/plain/layout/_name.ejs": _NAME,
    "themes/plain/layout/_byline.ejs": _BYLINE,
    "themes/plain/layout/_image.ejs": _IMAGE,
    "themes/plain/layout/_comments.ejs": _COMMENTS,
    "themes/plain/layout/_commenter.ejs": _COMMENTER,
    "themes/plain/layout/_listing.ejs": _LISTING,
    "themes/plain/source/style.css": STYLE,
}
