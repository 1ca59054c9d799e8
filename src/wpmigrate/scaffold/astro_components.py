"""The route, the feed and the components of the starter theme for Astro."""

from typing import Final

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
<Base title={title} description={description} url={url} lang={entry?.data.lang ?? list?.lang} robots={entry?.data.robots}
  translations={entry?.data.wp?.translations}>
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

const { title, description, url, lang, robots, translations } = Astro.props;
const others = Object.entries(translations ?? {});
const own = site.languages?.[lang] ? lang : Object.keys(site.languages ?? {})[0];
const slugs = Object.keys(menus).filter((slug) => menus[slug].languages?.includes(own) ?? true);
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
  {robots && <meta name="robots" content={robots}>}
  {url && <link rel="canonical" href={new URL(link(url), site.url).href}>}
  {others.map(([code, href]) => <link rel="alternate" hreflang={code} href={href}>)}
  <link rel="alternate" type="application/rss+xml" title={site.title} href="/feed.xml">
  <link rel="stylesheet" href="/style.css">
</head>
<body>
<header class="top">
  <a class="title" href="/">{site.title}</a>
  {site.description && <p>{site.description}</p>}
  {main && <nav><Menu items={menus[main].items} /></nav>}
</header>
{others.length > 0 && <nav class="languages">
  {others.map(([code, href]) => <a href={href} hreflang={code} lang={code}>{site.languages?.[code] ?? code}</a>)}
</nav>}
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
    <a href={item.url} title={item.attr_title}
      {...(item.new_window ? { target: '_blank', rel: 'noopener' } : {})}>{item.title || item.url}</a>
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
  {date && <time datetime={date.toISOString()}>{day(entry.data.wp?.day ?? date)}</time>}
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
      <a href={`#comment-${one.id}`}>{one.date ? <time datetime={one.date}>{day(one.date)}</time> : '#'}</a></p>
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

COMPONENTS: Final = {
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
}
