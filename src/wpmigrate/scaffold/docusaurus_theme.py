"""A configuration and a few components for Docusaurus 3: its classic theme, with the addresses, lists and comments of WordPress."""

from typing import Final

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

const isSticky = ({ metadata }) => Boolean(metadata.frontMatter.wp?.sticky);
async function preparePosts({ blogPosts }) {
  const posts = blogPosts.map((post) => ({ ...post, metadata: told(post.metadata) }));
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

_POST: Final = """\
import React from 'react';
import Content from '@theme-original/BlogPostItem/Content';
import { useBlogPost } from '@docusaurus/plugin-content-blog/client';
import { Comments, Picture, Terms } from '@site/src/components/Facts.js';

export default function PostContent(props) {
  const { metadata: { frontMatter }, isBlogPostPage } = useBlogPost();
  return (
    <>
      <Picture {...frontMatter.wp?.image} />
      <Content {...props} />
      {isBlogPostPage && <Terms links={frontMatter.links} />}
      {isBlogPostPage && <Comments {...frontMatter.thread} />}
    </>
  );
}
"""

_PAGE: Final = """\
import React from 'react';
import Layout from '@theme/Layout';
import MDXContent from '@theme/MDXContent';
import { PageMetadata } from '@docusaurus/theme-common';
import { Comments, Day, Picture, Terms } from '@site/src/components/Facts.js';
import site from '@site/data/site.json';

// An invisible character follows each backslash in front matter.
const plain = (facts) => JSON.parse(JSON.stringify(facts).replaceAll('\\\\\\\\\\u2060', '\\\\\\\\'));

// Unlike Docusaurus's own, a page shows its title, and what else WordPress showed.
export default function Page({ content: Content }) {
  const { title, description, frontMatter, permalink } = plain(Content.metadata);
  const { wp, date, links, thread, tags } = frontMatter;
  return (
    <Layout>
      <PageMetadata title={title} description={description} />
      <main className="container margin-vert--lg">
        <article>
          <h1>{title}</h1>
          {wp?.type !== 'page' && date && <p><Day date={date} day={wp.day} /></p>}
          <Picture {...wp?.image} />
          <MDXContent><Content /></MDXContent>
          <Terms links={links} />
          {tags?.length > 0 && <Terms links={[{ name: site.labels.tags, terms: tags.map(({ label }) => ({ name: label })) }]} />}
          {permalink === site.postsPage && <p><a href="/posts/">{site.labels.posts}</a></p>}
          <Comments {...thread} />
        </article>
      </main>
    </Layout>
  );
}
"""

_LIST: Final = """\
import React from 'react';
import Layout from '@theme/Layout';
import { Day } from '@site/src/components/Facts.js';

export default function ListPage({ list }) {
  return (
    <Layout title={list.name} description={list.description}>
      <main className="container margin-vert--lg">
        <h1>{list.name}</h1>
        {list.description && <p>{list.description}</p>}
        {list.entries.map(({ permalink, title, description, date, day, authors }) => (
          <article key={permalink}>
            <h2><a href={permalink}>{title}</a></h2>
            {date && <p><Day date={date} day={day} /> {authors.join(', ')}</p>}
            {description && <p>{description}</p>}
          </article>
        ))}
      </main>
    </Layout>
  );
}
"""

_FACTS: Final = """\
import React from 'react';
import site from '@site/data/site.json';

// The day as readers counted it, else that of a moment where the site is.
export function Day({ date, day }) {
  const [moment, timeZone] = day ? [new Date(day.slice(0, 10)), 'UTC'] : [new Date(date), site.timeZone];
  let shown = moment.toISOString().slice(0, 10);
  try {
    shown = new Intl.DateTimeFormat(site.language, { dateStyle: 'long', timeZone }).format(moment);
  } catch {
    // a time zone that is not known here
  }
  return <time dateTime={new Date(date).toISOString()}>{shown}</time>;
}

export function Picture({ url, alt, caption }) {
  if (!url) return null;
  return <figure><img src={url} alt={alt ?? ''} />{caption && <figcaption>{caption}</figcaption>}</figure>;
}

const link = (url) => encodeURI(url).replace(/[?#]/g, encodeURIComponent);
const Term = ({ name, url }) => (url ? <a href={link(url)}>{name}</a> : <span>{name}</span>);

export function Terms({ links }) {
  return (links ?? []).map(({ name, terms }) => (
    <p key={name}>{name}: {terms.map((term, index) => (
      <React.Fragment key={index}>{index > 0 && ', '}<Term {...term} /></React.Fragment>
    ))}</p>
  ));
}

const Commenter = ({ url, author }) => (url ? <a href={url} rel="nofollow ugc">{author}</a> : <span>{author}</span>);
const html = (text) => ({ dangerouslySetInnerHTML: { __html: text } });

export function Comments({ comments = [], mentions = [] }) {
  return (
    <>
      {comments.length > 0 && (
        <section id="comments">
          <h2>{site.labels.comments} ({comments.length})</h2>
          {comments.map((one) => (
            <article key={one.id} id={`comment-${one.id}`} style={{ marginInlineStart: `${Math.min(6, 1.5 * (one.depth ?? 0))}rem` }}>
              <p><Commenter {...one} /> <a href={`#comment-${one.id}`}>{one.date ? <Day date={one.date} day={one.date} /> : '#'}</a></p>
              <div {...html(one.html)} />
            </article>
          ))}
        </section>
      )}
      {mentions.length > 0 && (
        <section>
          <h2>{site.labels.mentions}</h2>
          <ul>
            {mentions.map((one) => (
              <li key={one.id} id={`comment-${one.id}`}><Commenter {...one} /> <span {...html(one.html)} /></li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
"""

FILES: Final = {
    "package.json": _PACKAGE,
    "docusaurus.config.js": _CONFIG,
    "plugins/blog.js": _BLOG,
    "plugins/wordpress.js": _WORDPRESS,
    "src/components/Facts.js": _FACTS,
    "src/components/ListPage.js": _LIST,
    "src/theme/BlogPostItem/Content/index.js": _POST,
    "src/theme/MDXPage/index.js": _PAGE,
}
