"""A configuration and a few components for Docusaurus 3: its classic theme, with the addresses, lists and comments of WordPress."""

from typing import Final

from wpmigrate.scaffold.docusaurus_components import FACTS, LIST, PAGE, POST, TAG

_PACKAGE: Final = """\
{
  "private": true,
  "scripts": { "start": "docusaurus start", "build": "docusaurus build", "serve": "docusaurus serve" },
  "dependencies": {
    "@docusaurus/core": "^3.10.0",
    "@docusaurus/preset-classic": "^3.10.0",
    "react": "^19.0.0",
    "react-dom": "^19.0.0"
  }
}
"""

_CONFIG: Final = """\
const menus = require('./data/menus.json');
const site = require('./data/site.json');
const { held, links, preparePosts, thread } = require('./plugins/wordpress.js');

// A page of this site is led to within it, a file of it and another site by a plain link.
const target = ({ url }) =>
  /^\\/(?!\\/)/.test(url) ? (/(\\/|\\.html?)$/.test(url) ? { to: url } : { href: `pathname://${url}` })
    : /^(https?:|mailto:)/.test(url) ? { href: url } : { href: `pathname:///${url.replace(/^\\/+/, '')}` };
const named = ({ title, url }) => title || url || '–';
const flat = (items) => items.flatMap((item) => [item, ...flat(item.children)]);
const entry = (item) => ({ label: named(item), ...target(item) });
const navigation = (item) =>
  item.children.length ? { type: 'dropdown', ...entry(item), items: flat(item.children).map(entry) } : entry(item);

const slugs = Object.keys(menus);
const main = slugs.includes('main') ? 'main' : [...slugs].sort((one, other) => menus[other].items.length - menus[one].items.length)[0];

module.exports = {
  title: site.title,
  tagline: site.description,
  url: site.url,
  baseUrl: '/',
  onBrokenLinks: 'warn', // a blog of years has some
  onBrokenAnchors: 'ignore',
  i18n: {
    defaultLocale: site.language,
    locales: [site.language],
    localeConfigs: { [site.language]: { direction: site.direction } },
  },
  markdown: {
    format: 'detect',
    hooks: { onBrokenMarkdownLinks: 'warn', onBrokenMarkdownImages: 'warn' },
    // What the components show of an item, beside its text.
    parseFrontMatter: async (params) => {
      const { frontMatter, content } = await params.defaultParseFrontMatter(params);
      return { content, frontMatter: { ...frontMatter, links: held(links(frontMatter)), thread: held(thread(frontMatter)) } };
    },
  },
  plugins: [
    [
      './plugins/blog.js',
      {
        routeBasePath: '/',
        tagsBasePath: site.bases.tag,
        authorsBasePath: site.bases.author,
        archiveBasePath: null,
        blogTitle: site.title,
        blogDescription: site.description || site.title,
        blogSidebarCount: 0,
        showReadingTime: false,
        processBlogPosts: preparePosts,
        feedOptions: { type: 'rss', limit: 20 },
        onInlineTags: 'ignore',
        onInlineAuthors: 'ignore',
        onUntruncatedBlogPosts: 'ignore',
      },
    ],
    './plugins/wordpress.js',
  ],
  presets: [['classic', { docs: false, blog: false, sitemap: false }]],
  themeConfig: {
    navbar: { title: site.title, items: main ? menus[main].items.map(navigation) : [] },
    footer: {
      links: slugs.filter((slug) => slug !== main && menus[slug].items.length)
        .map((slug) => ({ title: menus[slug].name, items: flat(menus[slug].items).map(entry) })),
    },
  },
};
"""

_BLOG: Final = """\
// The blog of Docusaurus, without its list where a page of the site stands at its root.
const blog = require('@docusaurus/plugin-content-blog');
const site = require('../data/site.json');

async function plugin(context, options) {
  const made = await blog.default(context, options);
  return {
    ...made,
    contentLoaded: ({ actions, ...rest }) => {
      const addRoute = (route) => {
        const isList = route.path === '/' || /^\\/page\\/\\d+\\/?$/.test(route.path);
        if (!site.frontPage || !isList) actions.addRoute(route);
      };
      return made.contentLoaded({ ...rest, actions: { ...actions, addRoute } });
    },
  };
}

module.exports = { ...blog, default: plugin };
"""

_WORDPRESS: Final = """\
// Lists, comments and addresses as WordPress had them.
const { existsSync, readFileSync } = require('node:fs');
const { mkdir, readFile, rename, rmdir, writeFile } = require('node:fs/promises');
const { dirname, join } = require('node:path');
const lists = require('../data/lists.json');
const site = require('../data/site.json');

const listed = (value) => [value ?? []].flat().map((one) => String(one?.label ?? one).replaceAll('<\\u2060/', '</'));
const builtIn = ['authors', 'archive', 'tags'];
const fields = [...new Set(['categories', ...lists.map(({ field }) => field)])].filter((field) => !builtIn.includes(field));

function links(raw) {
  const frontMatter = told(raw);
  const linked = (field, word) => lists.find((list) => list.field === field && list.word === word) ?? { name: word, url: '' };
  return fields.map((field) => ({
    name: site.labels[field] ?? field,
    terms: listed(frontMatter[field]).map((word) => linked(field, word)).map(({ name, url }) => ({ name, url })),
  })).filter(({ terms }) => terms.length);
}

function thread({ wp }) {
  const file = wp?.comments && join(__dirname, `../data/comments/${wp.comments}.json`);
  return file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf-8')) : undefined;
}

// Front matter has an invisible character after each backslash, because Docusaurus makes a script of it and escapes none.
const held = (facts) => facts && JSON.parse(JSON.stringify(facts).replaceAll('\\\\\\\\', '\\\\\\\\\\u2060'));
const told = (value) =>
  typeof value === 'string' ? value.replaceAll('\\\\\\u2060', '\\\\')
    : Array.isArray(value) ? value.map(told)
      : value && Object.getPrototypeOf(value) === Object.prototype
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [told(name), told(inner)]))
        : value;

// A tag is called by its name, whatever front matter calls it.
const bare = (path) => path.replace(/\\/$/, '');
function namedTag(tag) {
  const list = lists.find(({ field, route }) => field === 'tags' && bare(route) === bare(tag.permalink));
  return list ? { ...tag, label: list.name, description: list.description } : tag;
}

const isSticky = ({ metadata }) => Boolean(metadata.frontMatter.wp?.sticky);
async function preparePosts({ blogPosts }) {
  const posts = blogPosts.map((post) => {
    const metadata = told(post.metadata);
    return { ...post, metadata: { ...metadata, tags: metadata.tags.map(namedTag) } };
  });
  return [...posts.filter(isSticky), ...posts.filter((post) => !isSticky(post))];
}

const entryOf = (kind) => ({ permalink, title, description, frontMatter, date, authors }) => ({
  kind: kind ?? frontMatter.wp?.type ?? 'page',
  permalink,
  title,
  description: frontMatter.description ?? '',
  date: date ?? frontMatter.date,
  day: frontMatter.wp?.day,
  authors: (authors ?? []).map(({ name }) => name),
  frontMatter,
});

function members(list, entries) {
  if (list.posts) return entries.filter(({ kind }) => kind === 'post');
  const isOfList = ({ kind, permalink }) => !['post', 'page'].includes(kind) && permalink.startsWith(list.route);
  if (list.field === 'archive') return entries.filter(isOfList);
  const isTagged = ({ frontMatter }) => (frontMatter.tags ?? []).some(({ permalink }) => permalink && list.route.endsWith(permalink));
  if (list.field === 'tags') return entries.filter(isTagged);
  return entries.filter(({ frontMatter }) => listed(frontMatter[list.field]).includes(list.word));
}

// A route cannot have every character of an address: what it cannot have is `~` and its number until the end.
const unspelled = (path) => path.replace(/~([0-9a-f]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
const htmlFile = (path) => (/\\.html?$/i.test(path) ? path : join(path, 'index.html'));

async function move(outDir, path) {
  const [from, to] = [path, unspelled(path)].map((one) => join(outDir, htmlFile(one)));
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
  for (let left = dirname(from); left !== outDir; left = dirname(left)) if (await rmdir(left).catch(() => true)) break;
  // The scripts would look for the page at the address of its route.
  await writeFile(to, (await readFile(to, 'utf-8')).replace(/<script\\b[^>]*\\bsrc="[^"]*"[^>]*><\\/script>/g, ''));
}

async function redirect(outDir, from, to) {
  const file = join(outDir, htmlFile(from));
  const at = encodeURI(unspelled(to)).replace(/["'<>]/g, encodeURIComponent);
  await mkdir(dirname(file), { recursive: true });
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${at}">
<link rel="canonical" href="${site.url}${at}"><a href="${at}">${at}</a>\n`;
  await writeFile(file, page, { flag: 'wx' }).catch(() => {}); // a page that is there stays
}

module.exports = () => {
  let entries = [];
  return {
    name: 'wordpress',
    async allContentLoaded({ allContent, actions }) {
      const { blogPosts } = allContent['docusaurus-plugin-content-blog'].default;
      const pages = allContent['docusaurus-plugin-content-pages'].default ?? [];
      entries = [
        ...blogPosts.map(({ metadata }) => entryOf('post')(metadata)),
        ...pages.filter(({ type }) => type === 'mdx').map(told).map(entryOf()),
      ];
      const taken = new Set(entries.map(({ permalink }) => permalink));
      const wanted = [...lists, { posts: true, name: site.labels.posts, url: '/posts/', route: '/posts/' }];
      for (const [number, list] of wanted.entries()) {
        const found = members(list, entries);
        const isThere = list.field === 'authors' || (list.field === 'tags' && found.some(({ kind }) => kind === 'post'));
        if (!list.url || isThere || taken.has(list.route)) continue;
        const shown = found.map(({ frontMatter, kind, ...entry }) => entry);
        const facts = { name: list.name, description: list.description, entries: shown };
        const data = await actions.createData(`list-${number}.json`, JSON.stringify(facts));
        actions.addRoute({ path: list.route, component: '@site/src/components/ListPage.js', modules: { list: data }, exact: true });
      }
    },
    async postBuild({ outDir, routesPaths }) {
      for (const path of routesPaths.filter((one) => one !== unspelled(one))) await move(outDir, path);
      for (const { frontMatter, permalink } of entries) {
        for (const old of frontMatter.redirect_from ?? []) await redirect(outDir, old, permalink);
      }
    },
  };
};
Object.assign(module.exports, { held, links, preparePosts, thread });
"""

FILES: Final = {
    "package.json": _PACKAGE,
    "docusaurus.config.js": _CONFIG,
    "plugins/blog.js": _BLOG,
    "plugins/wordpress.js": _WORDPRESS,
    "src/components/Facts.js": FACTS,
    "src/components/ListPage.js": LIST,
    "src/theme/BlogPostItem/Content/index.js": POST,
    "src/theme/BlogTagsPostsPage/index.js": TAG,
    "src/theme/MDXPage/index.js": PAGE,
}
