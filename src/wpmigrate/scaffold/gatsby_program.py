"""The program of the starter theme for Gatsby: it makes a page for every address of the old site, and the feed."""

from typing import Final

PROGRAM: Final = """\
const fs = require('fs');
const path = require('path');
const authors = require('./data/authors.json');
const lists = require('./data/lists.json');
const site = require('./data/site.json');

const component = (name) => path.resolve(`./src/templates/${name}.js`);
const fold = (url) => `${url.replace(/\\/+$/, '').toLowerCase()}/`;
const link = (url) => encodeURI(url).replace(/[?#]/g, encodeURIComponent);

// Nothing is guessed of front matter, so that values of two kinds under one name stop no build.
exports.createSchemaCustomization = ({ actions }) => actions.createTypes(`
  type MarkdownRemark implements Node @dontInfer { frontmatter: MarkdownRemarkFrontmatter }
  type MarkdownRemarkFrontmatter @dontInfer {
    title: String, description: String, date: Date @dateformat, draft: Boolean, permalink: String
    tags: [String], categories: [String], authors: [String]
  }
`);

const commentsOf = (key) => {
  const file = path.resolve(`./data/comments/${key}.json`);
  return key && fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf-8')) : null;
};

const listsOf = (fields, field) => (fields[field] || []).map(String)
  .map((word) => lists.find((list) => list.field === field && list.word === word) || { name: word, url: '' })
  .map(({ name, url }) => ({ name, url: url ? link(url) : '' }));

const taxonomies = [...new Set(['categories', 'tags', ...lists.map(({ field }) => field)])]
  .filter((field) => field !== 'authors' && field !== 'archive');

// What visitors may see, with what templates show of it: no drafts, and nothing before its date.
async function published(graphql, nodes) {
  const { data, errors } = await graphql('{ allMarkdownRemark(limit: 1000000) { nodes { id html } } }');
  if (errors) throw errors;
  const html = new Map(data.allMarkdownRemark.nodes.map((node) => [node.id, node.html]));
  const all = nodes.map((node) => {
    const fields = node.frontmatter;
    const file = path.relative(path.resolve('./content'), node.fileAbsolutePath).replace(/\\\\/g, '/');
    const [folder] = file.split('/');
    const own = `/${folder === 'pages' ? '' : `${folder}/`}${file.replace(/^[^/]*\\//, '').replace(/(\\/index)?\\.md$/, '')}/`;
    return { fields, file, folder, wp: fields.wp || {}, html: html.get(node.id) || '', url: fields.permalink || own };
  });
  const time = ({ wp, fields }) => Date.parse(wp.date || fields.date) || 0;
  return all
    .filter((item) => !item.fields.draft && time(item) <= Date.now())
    .sort((one, other) => time(other) - time(one) || (one.file < other.file ? -1 : 1));
}

const known = ({ fields, folder, wp, url }) => ({
  title: fields.title,
  url: link(url),
  date: wp.date,
  isPage: folder === 'pages',
  image: fields.image,
  description: fields.description,
  sticky: wp.sticky,
  authors: listsOf(fields, 'authors').map((list, at) => ({ ...list, name: list.name || authors[fields.authors[at]].name })),
});

const shown = (item) => ({
  ...known(item),
  html: item.html,
  lang: item.fields.lang,
  robots: item.fields.robots,
  terms: taxonomies.map((field) => ({ field, terms: listsOf(item.fields, field) })).filter(({ terms }) => terms.length),
  thread: commentsOf(item.wp.comments),
});

// The beginning of an item: what stands before the mark of WordPress, else its first words. Both are HTML.
function teaser(item) {
  const cut = item.html.indexOf('<!--more-->');
  if (cut >= 0) return { ...known(item), html: item.html.slice(0, cut), more: true };
  const words = item.html
    .replace(/<(script|style|svg|noscript|template)\\b[^]*?<\\/\\1>|<!--[^]*?-->|<(?:[^"'>]|"[^"]*"|'[^']*')*>/gi, ' ')
    .split(/\\s+/).filter(Boolean);
  return { ...known(item), html: words.slice(0, 55).join(' '), more: words.length > 55 };
}

// Pages of a list: the first at its address, more below it as WordPress has them.
function paged(url, told, items) {
  const pages = Math.max(1, Math.ceil(items.length / site.perPage));
  const at = (page) => (page > 1 ? `${url}page/${page}/` : url);
  return Array.from({ length: pages }, (_, index) => ({
    url: at(index + 1),
    list: {
      ...told,
      items: items.slice(index * site.perPage, (index + 1) * site.perPage).map(teaser),
      page: index + 1,
      pages,
      newer: index > 0 ? link(at(index)) : '',
      older: index + 1 < pages ? link(at(index + 2)) : '',
    },
  }));
}

const members = (list, items) =>
  list.field === 'archive'
    ? items.filter(({ folder, url }) => !['posts', 'pages'].includes(folder) && url.startsWith(list.url))
    : items.filter(({ fields }) => (fields[list.field] || []).map(String).includes(list.word));

function allPages(items) {
  const posts = items.filter(({ folder }) => folder === 'posts');
  const sticky = [...posts.filter(({ wp }) => wp.sticky), ...posts.filter(({ wp }) => !wp.sticky)];
  const found = items.map((item) => ({ url: item.url, item: shown(item) }));
  for (const blog of found.filter(({ url }) => url === site.postsPage)) {
    const [first, ...more] = paged(blog.url, { title: blog.item.title }, posts);
    blog.list = first.list;
    found.push(...more);
  }
  for (const list of lists.filter(({ url }) => url)) {
    found.push(...paged(list.url, { title: list.name, description: list.description }, members(list, items)));
  }
  found.push(...paged('/', {}, sticky), ...paged('/posts/', { title: site.labels.posts }, posts));
  for (const { fields, url } of items) {
    for (const old of fields.redirect_from || []) found.push({ url: old, leadsTo: link(url) });
  }
  const made = new Map();
  for (const page of found) if (!made.has(fold(page.url))) made.set(fold(page.url), page);
  return [...made.values()];
}

// Gatsby's addresses cannot have these characters: they are numbers until the files are written.
const odd = /[#%?*:[\\]\\\\{}|^"<>]|\\.(?=\\/|$)|\\.\\./g;
const number = (char) => `~${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
const routeOf = (url) => url.replace(odd, (text) => [...text].map(number).join(''));
const pathOf = (route) => route.replace(/~([0-9a-f]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
const moved = [];

exports.createPages = async ({ graphql, actions, getNodesByType }) => {
  const items = await published(graphql, getNodesByType('MarkdownRemark'));
  for (const { url, item, list, leadsTo } of allPages(items)) {
    const route = routeOf(url);
    if (route !== url) moved.push(route);
    const name = leadsTo ? 'moved' : item ? 'item' : 'list';
    actions.createPage({ path: route, component: component(name), context: { url: link(url), item, list, leadsTo } });
  }
  feedOf = items.filter(({ folder }) => folder === 'posts').slice(0, 20);
};
let feedOf = [];

const plain = (text) => (text || '').replace(/[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]/g, '\\ufffd');
const xml = (text) => plain(text).replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

function feed() {
  const entry = ({ fields, wp, url, html }) => {
    const address = xml(`${site.url}${link(url)}`);
    const date = wp.date ? `<pubDate>${new Date(wp.date).toUTCString()}</pubDate>` : '';
    const about = fields.description ? `<description>${xml(fields.description)}</description>` : '';
    const named = `<title>${xml(fields.title)}</title><link>${address}</link><guid>${address}</guid>`;
    return `<item>${named}${date}${about}<content:encoded>${xml(html)}</content:encoded></item>`;
  };
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>${xml(site.title)}</title><link>${xml(site.url)}/</link><description>${xml(site.description)}</description><language>${xml(site.language)}</language>
${feedOf.map(entry).join('\\n')}
</channel></rss>
`;
}

// React 18 leaves empty bytes where a letter of Korean does not fit into the rest of a buffer.
function withoutGaps(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) withoutGaps(file);
    else if (file.endsWith('.html')) {
      const html = fs.readFileSync(file, 'utf-8');
      if (html.includes('\\0')) fs.writeFileSync(file, html.replace(/\\0/g, ''));
    }
  }
}

exports.onPostBuild = () => {
  fs.writeFileSync('public/feed.xml', feed());
  withoutGaps('public');
  for (const route of moved) {
    const isFile = /\\.html?$/i.test(route);
    const from = path.join('public', route, isFile ? '' : 'index.html');
    const to = path.join('public', pathOf(route), isFile ? '' : 'index.html');
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.renameSync(from, to);
  }
};
"""
