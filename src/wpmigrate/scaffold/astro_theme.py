"""A plain theme for Astro 5 to 7: a schema that loses nothing, one route for every address, and a few components."""

from typing import Final

from wpmigrate.scaffold.looks import STYLE

_PACKAGE: Final = """\
{
  "type": "module",
  "private": true,
  "scripts": { "dev": "astro dev", "build": "astro build", "preview": "astro preview" },
  "dependencies": { "@astrojs/rss": "^4.0.0", "astro": ">=5.0.0" }
}
"""

_CONFIG: Final = """\
import { mkdir, rename, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'astro/config';
import { pathOf } from './src/addresses.js';
import site from './src/data/site.json' with { type: 'json' };

// Every page goes where its address says: Astro makes a folder of each, and stops at some characters.
async function move(folder, route) {
  const path = pathOf(route);
  const isFile = /\\.html?$/i.test(path);
  if (route === path && !isFile) return;
  const from = join(folder, route);
  await rename(join(from, 'index.html'), `${from}.moved`);
  for (let left = from; left !== folder; left = dirname(left)) if (await rmdir(left).catch(() => true)) break;
  const to = join(folder, path);
  const made = isFile && await mkdir(dirname(to), { recursive: true }).then(() => rename(`${from}.moved`, to)).then(() => true, () => false);
  if (!made) await mkdir(to, { recursive: true }).then(() => rename(`${from}.moved`, join(to, 'index.html')));
}

const addresses = {
  name: 'addresses',
  hooks: {
    'astro:build:done': async ({ dir, pages }) => {
      for (const { pathname } of pages) {
        const route = decodeURI(pathname).replace(/\\/$/, '');
        if (route && route !== '404') await move(join(fileURLToPath(dir), '.'), route);
      }
    },
  },
};

export default defineConfig({ site: site.url, trailingSlash: 'ignore', integrations: [addresses] });
"""

_ADDRESSES: Final = """\
// Astro's routes cannot have every character of an address: what they cannot have is said as `~` and its number.
const odd = /[\\u0000-\\u0020"#%<>?[\\\\\\]^`{|}~\\u007f]/g;
const number = (char) => `~${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

export function routeOf(url) {
  const path = url.replace(/^\\/+|\\/+$/g, '').replace(odd, number);
  return path === path.normalize() ? path : path.replace(/[^\\u0000-\\u007f]/g, number);
}
export const pathOf = (route) => route.replace(/~([0-9a-f]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
"""

_SCHEMA: Final = """\
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import site from './data/site.json';

const text = z.coerce.string();
const words = z.array(text).nullish().transform((list) => list ?? []);
const schema = z.looseObject({
  title: text,
  description: text.nullish(),
  pubDate: z.coerce.date().optional(),
  updatedDate: z.coerce.date().optional(),
  draft: z.boolean().nullish(),
  permalink: text.optional(),
  redirect_from: words,
  authors: words,
  categories: words,
  tags: words,
  image: z.looseObject({ url: text, alt: text.nullish(), caption: text.nullish() }).nullish(),
  lang: text.nullish(),
  wp: z.looseObject({ sticky: z.boolean().nullish(), comments: text.nullish() }).nullish(),
});

// An entry is named by its whole path, so that no two are one.
const entries = (name) => defineCollection({
  loader: glob({ pattern: '**/*.md', base: `./src/content/${name}`, generateId: ({ entry }) => entry }),
  schema,
});

export const collections = Object.fromEntries(site.collections.map((name) => [name, entries(name)]));
"""

_PAGES: Final = """\
// Every address of the site, and what stands there.
import { getCollection } from 'astro:content';
import authors from './data/authors.json';
import lists from './data/lists.json';
import site from './data/site.json';
import { routeOf } from './addresses.js';

const comments = import.meta.glob('./data/comments/*.json', { eager: true, import: 'default' });
const standard = ['posts', 'pages'];
const newest = (one, other) => (other.data.pubDate?.getTime() ?? 0) - (one.data.pubDate?.getTime() ?? 0);

// What visitors may see: no drafts, and nothing before its date.
export async function published() {
  const all = (await Promise.all(site.collections.map((name) => getCollection(name)))).flat();
  const now = Date.now();
  return all
    .filter(({ data }) => !data.draft && !(data.pubDate?.getTime() > now))
    .sort((one, other) => newest(one, other) || one.id.localeCompare(other.id));
}

export const urlOf = ({ data, collection, id }) =>
  data.permalink || `/${collection === 'pages' ? '' : `${collection}/`}${id.replace(/(\\/index)?\\.md$/, '')}/`;
export const link = (url) => encodeURI(url).replace(/[?#]/g, encodeURIComponent);
export const postsOf = (entries) => entries.filter(({ collection }) => collection === 'posts');
export const commentsOf = ({ data }) => comments[`./data/comments/${data.wp?.comments}.json`];

// The lists that an item is in, by front matter key: those with a page have an address.
export function listsOf({ data }, field) {
  const named = (word) => lists.find((list) => list.field === field && list.word === word);
  return [data[field] ?? []].flat().map((word) => named(String(word)) ?? { name: String(word), url: '' });
}
export const authorsOf = (entry) => listsOf(entry, 'authors').map((list) => ({ ...list, name: list.name ?? authors[list.word]?.name }));
export const taxonomies = [...new Set(['categories', 'tags', ...lists.map((list) => list.field)])]
  .filter((field) => field !== 'authors' && field !== 'archive');

const members = (list, entries) =>
  list.field === 'archive'
    ? entries.filter((entry) => !standard.includes(entry.collection) && urlOf(entry).startsWith(list.url))
    : entries.filter(({ data }) => [data[list.field] ?? []].flat().map(String).includes(list.word));

// Pages of a list: the first at its address, more below it as WordPress has them.
function paged(url, list, entries) {
  const pages = Math.max(1, Math.ceil(entries.length / site.perPage));
  const at = (page) => (page > 1 ? `${url}page/${page}/` : url);
  return Array.from({ length: pages }, (_, index) => ({
    url: at(index + 1),
    props: {
      list,
      entries: entries.slice(index * site.perPage, (index + 1) * site.perPage),
      page: index + 1,
      pages,
      newer: index > 0 ? at(index) : '',
      older: index + 1 < pages ? at(index + 2) : '',
    },
  }));
}

export async function allPages() {
  const entries = await published();
  const posts = postsOf(entries);
  const sticky = [...posts.filter(({ data }) => data.wp?.sticky), ...posts.filter(({ data }) => !data.wp?.sticky)];
  const found = entries.map((entry) => ({ url: urlOf(entry), props: { entry } }));
  for (const blog of found.filter(({ url }) => url === site.postsPage)) {
    const [first, ...more] = paged(blog.url, { name: blog.props.entry.data.title }, posts);
    blog.props = { ...first.props, list: null, ...blog.props };
    found.push(...more);
  }
  for (const list of lists.filter(({ url }) => url)) found.push(...paged(list.url, list, members(list, entries)));
  found.push(...paged('/', { name: '' }, sticky), ...paged('/posts/', { name: site.labels.posts }, posts));
  for (const entry of entries) {
    for (const old of entry.data.redirect_from) found.push({ url: old, props: { leadsTo: link(urlOf(entry)) } });
  }
  const made = new Map();
  for (const { url, props } of found) {
    const path = routeOf(url);
    if (!made.has(path)) made.set(path, { params: { path: path || undefined }, props: { url, ...props } });
  }
  return [...made.values()];
}

// The beginning of an entry: what stands before the mark of WordPress, else its first words. Both are HTML.
export function teaser({ rendered }) {
  const html = rendered?.html ?? '';
  const cut = html.indexOf('<!--more-->');
  if (cut >= 0) return { html: html.slice(0, cut), more: true };
  const words = html
    .replace(/<(script|style|svg|noscript|template)\\b[^]*?<\\/\\1>|<!--[^]*?-->|<(?:[^"'>]|"[^"]*"|'[^']*')*>/gi, ' ')
    .split(/\\s+/).filter(Boolean);
  return { html: words.slice(0, 55).join(' '), more: words.length > 55 };
}

export function day(date) {
  const options = { dateStyle: 'long', timeZone: site.timeZone };
  try {
    return new Intl.DateTimeFormat(site.language, options).format(date);
  } catch {
    return date.toISOString().slice(0, 10);
  }
}
"""

_ROUTE: Final = """\
---
import Base from '../components/Base.astro';
import Item from '../components/Item.astro';
import Listing from '../components/Listing.astro';
import { allPages } from '../pages.js';
import site from '../data/site.json';

export const getStaticPaths = allPages;

const { url, entry, list, leadsTo, ...rest } = Astro.props;
if (leadsTo) return Astro.redirect(leadsTo, 301);
const title = entry ? entry.data.title : list.name;
const description = entry ? entry.data.description : list.description ?? (url === '/' ? site.description : '');
---
<Base title={title} description={description} url={url} lang={entry?.data.lang}>
  {entry && <Item entry={entry} />}
  {list && list.name && <h1>{list.name}</h1>}
  {list && list.description && <p>{list.description}</p>}
  {rest.entries && <Listing {...rest} />}
</Base>
"""

_NOT_FOUND: Final = """\
---
import Base from '../components/Base.astro';
import site from '../data/site.json';
---
<Base title="404">
  <h1>404</h1>
  <p>{site.labels.missing} <a href="/">{site.labels.home}</a></p>
</Base>
"""

_FEED: Final = """\
import rss from '@astrojs/rss';
import site from '../data/site.json';
import { link, postsOf, published } from '../pages.js';

// No XML can hold these.
const clean = (text) => (text ?? '').replace(/[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]/g, '\\ufffd');

export async function GET() {
  const posts = postsOf(await published()).slice(0, 20);
  return rss({
    title: clean(site.title),
    description: clean(site.description),
    site: site.url,
    customData: `<language>${site.language}</language>`,
    items: posts.map((post) => ({
      title: clean(post.data.title),
      description: clean(post.data.description) || undefined,
      link: link(post.data.permalink ?? '/'),
      pubDate: post.data.pubDate,
      categories: [...post.data.categories, ...post.data.tags].map(clean),
      content: clean(post.rendered?.html),
    })),
  });
}
"""

_BASE: Final = """\
---
import Menu from './Menu.astro';
import menus from '../data/menus.json';
import site from '../data/site.json';
import { link } from '../pages.js';

const { title, description, url, lang } = Astro.props;
const slugs = Object.keys(menus);
const main = slugs.includes('main') ? 'main'
  : slugs.sort((one, other) => menus[other].items.length - menus[one].items.length)[0];
---
<!doctype html>
<html lang={lang || site.language} dir={site.direction}>
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title && url !== '/' ? `${title} – ${site.title}` : site.title}</title>
  {description && <meta name="description" content={description}>}
  {url && <link rel="canonical" href={new URL(link(url), site.url).href}>}
  <link rel="alternate" type="application/rss+xml" title={site.title} href="/feed.xml">
  <link rel="stylesheet" href="/style.css">
</head>
<body>
<header class="top">
  <a class="title" href="/">{site.title}</a>
  {site.description && <p>{site.description}</p>}
  {main && <nav><Menu items={menus[main].items} /></nav>}
</header>
<main><slot /></main>
<footer class="bottom">
  {slugs.filter((slug) => slug !== main).map((slug) => <nav><Menu items={menus[slug].items} /></nav>)}
  <p>{site.title}</p>
</footer>
</body>
</html>
"""

_MENU: Final = """\
---
const { items } = Astro.props;
---
<ul>
  {items.map((item) => <li>
    <a href={item.url} title={item.attr_title} target={item.new_window && '_blank'} rel={item.new_window && 'noopener'}>{item.title || item.url}</a>
    {item.children.length > 0 && <Astro.self items={item.children} />}
  </li>)}
</ul>
"""

_ITEM: Final = """\
---
import { render } from 'astro:content';
import Byline from './Byline.astro';
import Comments from './Comments.astro';
import Picture from './Picture.astro';
import site from '../data/site.json';
import { commentsOf, link, listsOf, taxonomies } from '../pages.js';

const { entry } = Astro.props;
const { Content } = await render(entry);
const terms = taxonomies.map((field) => [field, listsOf(entry, field)]).filter(([, found]) => found.length);
const thread = commentsOf(entry);
---
<article>
  <h1>{entry.data.title}</h1>
  {entry.collection !== 'pages' && <Byline entry={entry} />}
  {entry.data.image && <Picture image={entry.data.image} />}
  <div class="body"><Content /></div>
  {terms.map(([field, found]) => <p class="terms">{site.labels[field] ?? field}: {found.map((term, index) => <>
    {index > 0 && ', '}{term.url ? <a href={link(term.url)}>{term.name}</a> : <span>{term.name}</span>}</>)}</p>)}
  {thread && <Comments thread={thread} />}
</article>
"""

_BYLINE: Final = """\
---
import site from '../data/site.json';
import { authorsOf, day, link } from '../pages.js';

const { entry } = Astro.props;
const authors = authorsOf(entry);
const date = entry.data.pubDate;
---
<p class="byline">
  {date && <time datetime={date.toISOString()}>{day(date)}</time>}
  {authors.length > 0 && <span>{site.labels.by} {authors.map((author, index) => <>
    {index > 0 && ', '}{author.url ? <a rel="author" href={link(author.url)}>{author.name}</a> : <span>{author.name}</span>}</>)}</span>}
</p>
"""

_PICTURE: Final = """\
---
const { image } = Astro.props;
---
<figure class="featured">
  <img src={image.url} alt={image.alt ?? ''}>
  {image.caption && <figcaption>{image.caption}</figcaption>}
</figure>
"""

_LISTING: Final = """\
---
import Byline from './Byline.astro';
import Picture from './Picture.astro';
import site from '../data/site.json';
import { link, teaser, urlOf } from '../pages.js';

const { entries, page, pages, newer, older } = Astro.props;
const shown = entries.map((entry) => ({ entry, url: link(urlOf(entry)), ...teaser(entry) }));
---
{shown.map(({ entry, url, html, more }) => <article class="entry">
  <h2><a href={url}>{entry.data.title}</a>{entry.data.wp?.sticky && <small> {site.labels.sticky}</small>}</h2>
  <Byline entry={entry} />
  {entry.data.image && <Picture image={entry.data.image} />}
  {entry.data.description ? <p>{entry.data.description}</p> : <div set:html={html} />}
  {more && <p><a href={url}>{site.labels.more}<span class="hidden">: {entry.data.title}</span></a></p>}
</article>)}
{pages > 1 && <nav class="pager">
  {newer && <a rel="prev" href={link(newer)}>{site.labels.newer}</a>}
  <span>{page} / {pages}</span>
  {older && <a rel="next" href={link(older)}>{site.labels.older}</a>}
</nav>}
"""

_COMMENTS: Final = """\
---
import site from '../data/site.json';
import { day } from '../pages.js';

const { comments, mentions } = Astro.props.thread;
const indent = (depth) => `margin-inline-start: ${Math.min(6, 1.5 * (depth ?? 0))}rem`;
---
{comments.length > 0 && <section class="comments" id="comments">
  <h2>{site.labels.comments} ({comments.length})</h2>
  {comments.map((one) => <article id={`comment-${one.id}`} class="comment" style={indent(one.depth)}>
    <p class="byline">{one.url ? <a href={one.url} rel="nofollow ugc">{one.author}</a> : <span>{one.author}</span>}
      <a href={`#comment-${one.id}`}>{one.date ? <time datetime={one.date}>{day(new Date(one.date))}</time> : '#'}</a></p>
    <Fragment set:html={one.html} />
  </article>)}
</section>}
{mentions.length > 0 && <section class="mentions">
  <h2>{site.labels.mentions}</h2>
  <ul>{mentions.map((one) => <li id={`comment-${one.id}`}>
    {one.url ? <a href={one.url} rel="nofollow ugc">{one.author}</a> : <span>{one.author}</span>} <Fragment set:html={one.html} />
  </li>)}</ul>
</section>}
"""

FILES: Final = {
    "package.json": _PACKAGE,
    "astro.config.mjs": _CONFIG,
    "src/addresses.js": _ADDRESSES,
    "src/content.config.ts": _SCHEMA,
    "src/pages.js": _PAGES,
    "src/pages/[...path].astro": _ROUTE,
    "src/pages/404.astro": _NOT_FOUND,
    "src/pages/feed.xml.js": _FEED,
    "src/components/Base.astro": _BASE,
    "src/components/Byline.astro": _BYLINE,
    "src/components/Comments.astro": _COMMENTS,
    "src/components/Item.astro": _ITEM,
    "src/components/Listing.astro": _LISTING,
    "src/components/Menu.astro": _MENU,
    "src/components/Picture.astro": _PICTURE,
    "public/style.css": STYLE,
}
