"""A plain theme for Astro 5 to 7: a schema that loses nothing, and what stands at every address."""

from typing import Final

from wpmigrate.scaffold.astro_components import COMPONENTS
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
  await mkdir(dirname(to), { recursive: true });
  const made = isFile && await rename(`${from}.moved`, to).then(() => true, () => false); // a folder may be in the way
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

// The languages of the site, its own first; none on a site of one language.
export const languages = Object.keys(site.languages ?? {});
export const languageOf = ({ data }) => (languages.includes(data.lang) ? data.lang : languages[0] ?? '');
const spoken = (entries, language) => entries.filter((entry) => languageOf(entry) === (language ?? ''));

// The lists that an item is in, by front matter key: those with a page have an address.
export function listsOf(entry, field) {
  const { data } = entry;
  const own = (list) => !list.lang || list.lang === languageOf(entry);
  const named = (word) => lists.find((list) => list.field === field && list.word === word && own(list));
  return [data[field] ?? []].flat().map((word) => named(String(word)) ?? { name: String(word), url: '' });
}
export const authorsOf = (entry) => listsOf(entry, 'authors').map((list) => ({ ...list, name: list.name ?? authors[list.word]?.name }));
export const taxonomies = [...new Set(['categories', 'tags', ...lists.map((list) => list.field)])]
  .filter((field) => field !== 'authors' && field !== 'archive');

const members = (list, entries) =>
  list.field === 'archive'
    ? entries.filter((entry) => !standard.includes(entry.collection) && urlOf(entry).startsWith(list.url))
    : (list.lang ? spoken(entries, list.lang) : entries)
      .filter(({ data }) => [data[list.field] ?? []].flat().map(String).includes(list.word));

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
  for (const language of languages.length ? languages : ['']) {
    const below = language && language !== languages[0] ? `/${language}` : '';
    found.push(...paged(`${below}/`, { name: '', lang: language }, spoken(sticky, language)));
    found.push(...paged(`${below}/posts/`, { name: site.labels.posts, lang: language }, spoken(posts, language)));
  }
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

// The day of a date: the one that a text begins with, else that of a moment where the site is.
export function day(date) {
  const [moment, timeZone] = typeof date === 'string' ? [new Date(date.slice(0, 10)), 'UTC'] : [date, site.timeZone];
  try {
    return new Intl.DateTimeFormat(site.language, { dateStyle: 'long', timeZone }).format(moment);
  } catch {
    return moment.toISOString().slice(0, 10);
  }
}
"""

FILES: Final = {
    **COMPONENTS,
    "package.json": _PACKAGE,
    "astro.config.mjs": _CONFIG,
    "src/addresses.js": _ADDRESSES,
    "src/content.config.ts": _SCHEMA,
    "src/pages.js": _PAGES,
    "public/style.css": STYLE,
}
