"""A plain theme for VitePress 1: addresses as WordPress had them, lists, comments and a feed, without a script in the page."""

from typing import Final

from wpmigrate.scaffold.looks import STYLE

_PACKAGE: Final = """\
{
  "type": "module",
  "private": true,
  "scripts": { "dev": "vitepress dev", "build": "vitepress build", "preview": "vitepress preview" },
  "devDependencies": { "vitepress": "^1.6.0" }
}
"""

_CONFIG: Final = """\
import { mkdir, rename, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { defineConfig } from 'vitepress';
import { allEntries, html, link, linksOf, listPages, membersOf, menus, rewritten, site, threadOf, unspelled } from './blog.js';
import { feed } from './feed.js';

async function save(folder, path, text) {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { flag: 'wx' }).catch(() => {}); // a page that is there stays
}

// What the theme shows of a page, beside its text.
async function told(page) {
  const { list } = page.params ?? {};
  if (list !== undefined) {
    const { name, description, members } = listPages[list];
    return { title: name, description: html(description), list: { name, description, entries: await membersOf(members) } };
  }
  const { title, permalink } = page.frontmatter;
  const entries = permalink && permalink === site.postsPage && (await membersOf({ posts: true }));
  return { title, ...linksOf(page), list: entries ? { entries } : undefined, thread: await threadOf(page.frontmatter) };
}
// Vue keeps the facts of a page in a script, whose end may stand in no text: an invisible character keeps it apart.
const held = (facts) => JSON.parse(JSON.stringify(facts).replace(/<\\/(?=script)/gi, '<\\u2060/'));

export default defineConfig({
  lang: site.language,
  dir: site.direction,
  title: site.title,
  description: html(site.description), // it goes into an attribute as it stands
  titleTemplate: ':title – ' + site.title,
  mpa: true, // pages need no script
  cleanUrls: true, // links stay as they are written
  ignoreDeadLinks: true,
  rewrites: rewritten,
  vue: { template: { transformAssetUrls: { includeAbsolute: false } } }, // a missing picture stops no build
  head: [
    ['link', { rel: 'stylesheet', href: '/style.css' }],
    ['link', { rel: 'alternate', type: 'application/rss+xml', title: site.title, href: '/feed.xml' }],
  ],
  themeConfig: { site, menus },

  transformPageData: async (page) => held(await told(page)),
  transformHead({ pageData }) {
    const url = '/' + unspelled(pageData.relativePath).replace(/(^|\\/)index\\.md$/, '$1').replace(/\\.md$/, '.html');
    return pageData.isNotFound ? [] : [['link', { rel: 'canonical', href: site.url + link(url) }]];
  },
  async buildEnd({ outDir, pages, rewrites }) {
    for (const page of pages.map((one) => rewrites.map[one] ?? one).filter((one) => one !== unspelled(one))) {
      const [from, to] = [page, unspelled(page)].map((one) => join(outDir, one.replace(/\\.md$/, '.html')));
      await mkdir(dirname(to), { recursive: true });
      await rename(from, to);
      for (let left = dirname(from); left !== outDir; left = dirname(left)) if (await rmdir(left).catch(() => true)) break;
    }
    const entries = await allEntries();
    await save(outDir, 'feed.xml', feed(entries.filter(({ folder }) => folder === 'posts').slice(0, 20)));
    for (const { frontmatter, url } of entries) {
      for (const old of frontmatter.redirect_from ?? []) {
        const to = link(url);
        const path = /\\.html?$/i.test(old) ? old : old.replace(/\\/?$/, '/index.html');
        await save(outDir, path, `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${to}">
<link rel="canonical" href="${site.url}${to}"><a href="${to}">${to}</a>\\n`);
      }
    }
  },
});
"""

_BLOG: Final = """\
// What the pages of a blog are made of: entries, lists, authors, comments.
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createContentLoader } from 'vitepress';

const file = (name) => new URL(`./data/${name}.json`, import.meta.url);
const read = (name) => JSON.parse(readFileSync(file(name), 'utf-8'));
const addresses = read('addresses');
const authors = read('authors');
const lists = read('lists');
const taken = new Set(Object.values(addresses));
export const site = read('site');
export const menus = read('menus');
export const html = (text) => (text ?? '').replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
export const link = (url) => encodeURI(url).replace(/["#'<>?]/g, (char) => '%' + char.charCodeAt(0).toString(16).toUpperCase());

// Every list that has a page, with what is in it. Home lists all posts where no page stands there.
export const listPages = [
  ...lists.filter(({ url }) => url).map((list) => ({ ...list, members: list })),
  { url: '/', name: '', members: { posts: true } },
  { url: '/posts/', name: site.labels.posts, members: { posts: true } },
].filter(({ url }) => !taken.has(url));

const isFile = (url) => /\\.html?$/i.test(url);
const pathOf = (url) => (isFile(url) ? url.replace(/\\.html?$/i, '') : url + (url.endsWith('/') ? 'index' : '/index')).slice(1) + '.md';
// No path of a page can have every character of an address: until the end it has `~` and a number for one.
const number = (char) => `~${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
const spelled = (path) => path.replace(/[\\u0000-\\u0020"#%:<>?[\\\\\\]^`{|}~\\u007f]/g, number);
export const unspelled = (path) => path.replace(/~([0-9a-f]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));

// VitePress shows a file at its path: here each is led to its old address.
export function rewritten(path) {
  const list = /^lists\\/(\\d+)\\.md$/.exec(path);
  const url = list ? listPages[list[1]].url : addresses[path];
  return url ? spelled(pathOf(url)) : path;
}
export const urlOf = (path) => addresses[path] ?? '/' + path.replace(/(^|\\/)index\\.md$/, '$1').replace(/\\.md$/, '');

let loaded;
export function allEntries() {
  loaded ??= createContentLoader(site.folders.map((folder) => `${folder}/**/*.md`), {
    includeSrc: true,
    transform: (found) => found.map(entryOf).sort((one, other) => other.time - one.time || (one.url < other.url ? -1 : 1)),
  }).load();
  return loaded;
}
function entryOf({ url, frontmatter, src }) {
  const path = decodeURI(url).slice(1).replace(/\\/$/, '/index').replace(/\\.html$/, '') + '.md';
  return {
    folder: path.split('/')[0],
    url: frontmatter.permalink ?? urlOf(path),
    frontmatter,
    time: new Date(frontmatter.date ?? 0).getTime(),
    more: src.includes('<!--more-->'),
  };
}

const listed = (value) => [value ?? []].flat().map(String);
const isMember = (list) => ({ folder, url, frontmatter }) =>
  list.posts ? folder === 'posts'
    : list.field === 'archive' ? !['posts', 'pages'].includes(folder) && url.startsWith(list.url)
      : listed(frontmatter[list.field]).includes(list.word);
export async function membersOf(list) {
  const found = (await allEntries()).filter(isMember(list));
  const sticky = (entry) => list.posts && entry.frontmatter.wp?.sticky;
  return [...found.filter(sticky), ...found.filter((entry) => !sticky(entry))].map(({ url, frontmatter, more }) => ({
    url: link(url), more, title: frontmatter.title, date: frontmatter.date, day: frontmatter.wp?.day, excerpt: frontmatter.excerpt,
    image: frontmatter.image, sticky: frontmatter.wp?.sticky, ...byline(frontmatter),
  }));
}

const linked = (field, words) => listed(words).map((word) => {
  const found = lists.find((list) => list.field === field && list.word === word);
  return { name: found?.name ?? authors[word]?.name ?? word, url: found?.url && link(found.url) };
});
const byline = (frontmatter) => ({ authors: linked('authors', frontmatter.authors) });
const taxonomies = [...new Set(['categories', 'tags', ...lists.map((list) => list.field)])]
  .filter((field) => field !== 'authors' && field !== 'archive');
export const linksOf = ({ frontmatter, filePath }) => ({
  isPage: filePath.startsWith('pages/'),
  ...byline(frontmatter),
  terms: taxonomies.map((field) => ({ name: site.labels[field] ?? field, terms: linked(field, frontmatter[field]) }))
    .filter(({ terms }) => terms.length),
});
export async function threadOf({ wp }) {
  const data = wp?.comments && file(`comments/${wp.comments}`);
  return data && existsSync(data) ? JSON.parse(await readFile(data, 'utf-8')) : undefined;
}
"""

_FEED: Final = """\
import { link, site } from './blog.js';

const named = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };
const xml = (text) => String(text ?? '')
  .replace(/[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]/g, '\\ufffd').replace(/[<>&"]/g, (char) => named[char]);

const item = ({ url, frontmatter }) => `<item>
<title>${xml(frontmatter.title)}</title>
<link>${xml(site.url + link(url))}</link>
<guid>${xml(site.url + link(url))}</guid>
${frontmatter.date ? `<pubDate>${new Date(frontmatter.date).toUTCString()}</pubDate>` : ''}
<description>${xml(frontmatter.excerpt)}</description>
</item>`;

export const feed = (entries) => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel>
<title>${xml(site.title)}</title>
<link>${xml(site.url)}/</link>
<description>${xml(site.description)}</description>
<language>${xml(site.language)}</language>
${entries.map(item).join('\\n')}
</channel></rss>
`;
"""

_PATHS: Final = """\
import { listPages } from '../.vitepress/blog.js';

export default { paths: () => listPages.map((_, list) => ({ params: { list: String(list) } })) };
"""

_THEME: Final = """\
import Layout from './Layout.vue';

export default { Layout };
"""

_LAYOUT: Final = """\
<script setup>
import { useData } from 'vitepress';
import Byline from './Byline.vue';
import Comments from './Comments.vue';
import Listing from './Listing.vue';
import Menu from './Menu.vue';
import Picture from './Picture.vue';

const data = useData();
const { site, menus } = data.theme.value;
const page = JSON.parse(JSON.stringify(data.page.value).replaceAll('<\\u2060/', '</'));
const { frontmatter } = page;
const slugs = Object.keys(menus);
const main = slugs.includes('main') ? 'main' : [...slugs].sort((one, other) => menus[other].items.length - menus[one].items.length)[0];
</script>

<template>
  <header class="top">
    <a class="title" href="/">{{ site.title }}</a>
    <p v-if="site.description">{{ site.description }}</p>
    <nav v-if="main"><Menu :items="menus[main].items" /></nav>
  </header>
  <main>
    <template v-if="page.isNotFound"><h1>404</h1><p>{{ site.labels.missing }} <a href="/">{{ site.labels.home }}</a></p></template>
    <template v-else-if="page.params">
      <h1 v-if="page.list.name">{{ page.list.name }}</h1>
      <p v-if="page.list.description">{{ page.list.description }}</p>
    </template>
    <article v-else>
      <h1>{{ frontmatter.title }}</h1>
      <Byline v-if="!page.isPage" :date="frontmatter.date" :day="frontmatter.wp?.day" :authors="page.authors" />
      <Picture v-if="frontmatter.image" :image="frontmatter.image" />
      <div class="body"><Content /></div>
      <p v-for="{ name, terms } in page.terms" class="terms">{{ name }}: <template v-for="(term, index) in terms">{{ index ? ', ' : '' }}<a
        v-if="term.url" :href="term.url">{{ term.name }}</a><span v-else>{{ term.name }}</span></template></p>
      <Comments v-if="page.thread" :thread="page.thread" />
    </article>
    <Listing v-if="page.list" :entries="page.list.entries" />
  </main>
  <footer class="bottom">
    <template v-for="slug in slugs"><nav v-if="slug !== main"><Menu :items="menus[slug].items" /></nav></template>
    <p>{{ site.title }}</p>
  </footer>
</template>
"""

_MENU: Final = """\
<script setup>
defineProps(['items']);
</script>

<template>
  <ul>
    <li v-for="item in items">
      <a :href="item.url" :title="item.attr_title"
        v-bind="item.new_window ? { target: '_blank', rel: 'noopener' } : {}">{{ item.title || item.url }}</a>
      <Menu v-if="item.children.length" :items="item.children" />
    </li>
  </ul>
</template>
"""

_DAY: Final = """\
<script setup>
import { useData } from 'vitepress';

const props = defineProps(['date', 'day']);
const { site } = useData().theme.value;
// The day as readers counted it, else that of a moment where the site is.
function shown(date, day) {
  const [moment, timeZone] = day ? [new Date(day.slice(0, 10)), 'UTC'] : [new Date(date), site.timeZone];
  try {
    return new Intl.DateTimeFormat(site.language, { dateStyle: 'long', timeZone }).format(moment);
  } catch {
    return moment.toISOString().slice(0, 10);
  }
}
</script>

<template><time :datetime="props.date">{{ shown(props.date, props.day) }}</time></template>
"""

_BYLINE: Final = """\
<script setup>
import { useData } from 'vitepress';
import Day from './Day.vue';

defineProps(['date', 'day', 'authors']);
const { site } = useData().theme.value;
</script>

<template>
  <p class="byline">
    <Day v-if="date" :date="date" :day="day" />
    <span v-if="authors.length">{{ site.labels.by }} <template v-for="(author, index) in authors">{{ index ? ', ' : '' }}<a
      v-if="author.url" rel="author" :href="author.url">{{ author.name }}</a><span v-else>{{ author.name }}</span></template></span>
  </p>
</template>
"""

_PICTURE: Final = """\
<script setup>
defineProps(['image']);
</script>

<template>
  <figure class="featured">
    <img :src="image.url" :alt="image.alt ?? ''">
    <figcaption v-if="image.caption">{{ image.caption }}</figcaption>
  </figure>
</template>
"""

_LISTING: Final = """\
<script setup>
import { useData } from 'vitepress';
import Byline from './Byline.vue';
import Picture from './Picture.vue';

defineProps(['entries']);
const { site } = useData().theme.value;
</script>

<template>
  <article v-for="entry in entries" class="entry">
    <h2><a :href="entry.url">{{ entry.title }}</a><small v-if="entry.sticky"> {{ site.labels.sticky }}</small></h2>
    <Byline :date="entry.date" :day="entry.day" :authors="entry.authors" />
    <Picture v-if="entry.image" :image="entry.image" />
    <p v-if="entry.excerpt">{{ entry.excerpt }}</p>
    <p v-if="entry.more"><a :href="entry.url">{{ site.labels.more }}<span class="hidden">: {{ entry.title }}</span></a></p>
  </article>
</template>
"""

_COMMENTS: Final = """\
<script setup>
import { useData } from 'vitepress';
import Day from './Day.vue';

defineProps(['thread']);
const { site } = useData().theme.value;
const indent = (depth) => ({ marginInlineStart: `${Math.min(6, 1.5 * (depth ?? 0))}rem` });
</script>

<template>
  <section v-if="thread.comments.length" class="comments" id="comments">
    <h2>{{ site.labels.comments }} ({{ thread.comments.length }})</h2>
    <article v-for="one in thread.comments" :id="`comment-${one.id}`" class="comment" :style="indent(one.depth)">
      <p class="byline"><a v-if="one.url" :href="one.url" rel="nofollow ugc">{{ one.author }}</a><span v-else>{{ one.author }}</span>
        {{ ' ' }}
        <a :href="`#comment-${one.id}`"><Day v-if="one.date" :date="one.date" :day="one.date" /><template v-else>#</template></a></p>
      <div v-html="one.html"></div>
    </article>
  </section>
  <section v-if="thread.mentions.length" class="mentions">
    <h2>{{ site.labels.mentions }}</h2>
    <ul>
      <li v-for="one in thread.mentions" :id="`comment-${one.id}`">
        <a v-if="one.url" :href="one.url" rel="nofollow ugc">{{ one.author }}</a><span v-else>{{ one.author }}</span>
        <div v-html="one.html"></div>
      </li>
    </ul>
  </section>
</template>
"""

FILES: Final = {
    "package.json": _PACKAGE,
    ".vitepress/config.js": _CONFIG,
    ".vitepress/blog.js": _BLOG,
    ".vitepress/feed.js": _FEED,
    ".vitepress/theme/index.js": _THEME,
    ".vitepress/theme/Byline.vue": _BYLINE,
    ".vitepress/theme/Comments.vue": _COMMENTS,
    ".vitepress/theme/Day.vue": _DAY,
    ".vitepress/theme/Layout.vue": _LAYOUT,
    ".vitepress/theme/Listing.vue": _LISTING,
    ".vitepress/theme/Menu.vue": _MENU,
    ".vitepress/theme/Picture.vue": _PICTURE,
    "lists/[list].md": "<!-- filled by .vitepress/config.js -->\n",
    "lists/[list].paths.js": _PATHS,
    "public/style.css": STYLE,
}
