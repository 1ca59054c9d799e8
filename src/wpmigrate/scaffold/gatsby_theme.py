"""A plain theme for Gatsby 5: a configuration and a few components."""

from typing import Final

from wpmigrate.scaffold.gatsby_program import PROGRAM
from wpmigrate.scaffold.looks import STYLE

_PACKAGE: Final = """\
{
  "private": true,
  "scripts": { "develop": "gatsby develop", "build": "gatsby build", "serve": "gatsby serve" },
  "dependencies": {
    "gatsby": "^5.11.0",
    "gatsby-source-filesystem": "^5.11.0",
    "gatsby-transformer-remark": "^6.11.0",
    "react": "^18.0.0",
    "react-dom": "^18.0.0"
  }
}
"""

_CONFIG: Final = """\
const site = require('./data/site.json');

module.exports = {
  siteMetadata: { title: site.title, description: site.description, siteUrl: site.url },
  trailingSlash: 'ignore',
  plugins: [
    { resolve: 'gatsby-source-filesystem', options: { name: 'content', path: `${__dirname}/content` } },
    { resolve: 'gatsby-transformer-remark', options: { footnotes: true, gfm: true } },
  ],
};
"""

_SSR: Final = """\
const site = require('./data/site.json');

exports.onRenderBody = ({ setHtmlAttributes }) => setHtmlAttributes({ lang: site.language, dir: site.direction });
"""

_LAYOUT: Final = """\
import React from 'react';
import menus from '../../data/menus.json';
import site from '../../data/site.json';

const slugs = Object.keys(menus);
const main = slugs.includes('main') ? 'main' : [...slugs].sort((one, other) => menus[other].items.length - menus[one].items.length)[0];

const Menu = ({ items }) => (
  <ul>
    {items.map((item) => (
      <li key={item.id}>
        <a href={item.url} title={item.attr_title} {...(item.new_window && { target: '_blank', rel: 'noopener' })}>
          {item.title || item.url}
        </a>
        {item.children.length > 0 && <Menu items={item.children} />}
      </li>
    ))}
  </ul>
);

export default function Layout({ children }) {
  return (
    <>
      <header className="top">
        <a className="title" href="/">{site.title}</a>
        {site.description && <p>{site.description}</p>}
        {main && <nav><Menu items={menus[main].items} /></nav>}
      </header>
      <main>{children}</main>
      <footer className="bottom">
        {slugs.filter((slug) => slug !== main).map((slug) => <nav key={slug}><Menu items={menus[slug].items} /></nav>)}
        <p>{site.title}</p>
      </footer>
    </>
  );
}

export const headOf = (title, description, url, robots) => (
  <>
    <title>{title && url !== '/' ? `${title} – ${site.title}` : site.title}</title>
    {description && <meta name="description" content={description} />}
    {robots && <meta name="robots" content={robots} />}
    {url && <link rel="canonical" href={`${site.url}${url}`} />}
    <link rel="alternate" type="application/rss+xml" title={site.title} href="/feed.xml" />
    <link rel="stylesheet" href="/style.css" />
  </>
);
"""

_PARTS: Final = """\
import React from 'react';
import site from '../../data/site.json';

// A day as the site's clock showed it, in the site's language.
export function day(date) {
  const noon = new Date(`${date.slice(0, 10)}T12:00:00Z`);
  try {
    return new Intl.DateTimeFormat(site.language, { dateStyle: 'long', timeZone: 'UTC' }).format(noon);
  } catch {
    return date.slice(0, 10);
  }
}

export const Names = ({ lists }) => lists.map(({ name, url }, at) => (
  <React.Fragment key={at}>{at > 0 && ', '}{url ? <a href={url}>{name}</a> : <span>{name}</span>}</React.Fragment>
));

export const Byline = ({ item }) => (
  <p className="byline">
    {item.date && <time dateTime={item.date}>{day(item.date)}</time>}
    {item.authors.length > 0 && <span>{site.labels.by} <Names lists={item.authors} /></span>}
  </p>
);

export const Picture = ({ image }) => (
  <figure className="featured">
    <img src={image.url} alt={image.alt || ''} />
    {image.caption && <figcaption>{image.caption}</figcaption>}
  </figure>
);

export const Listing = ({ list }) => (
  <>
    {list.items.map((item) => (
      <article className="entry" key={item.url}>
        <h2><a href={item.url}>{item.title}</a>{item.sticky && <small> {site.labels.sticky}</small>}</h2>
        <Byline item={item} />
        {item.image && <Picture image={item.image} />}
        {item.description ? <p>{item.description}</p> : <div dangerouslySetInnerHTML={{ __html: item.html }} />}
        {(item.more || item.description) && <p><a href={item.url}>{site.labels.more}<span className="hidden">: {item.title}</span></a></p>}
      </article>
    ))}
    {list.pages > 1 && (
      <nav className="pager">
        {list.newer && <a rel="prev" href={list.newer}>{site.labels.newer}</a>}
        <span>{`${list.page} / ${list.pages}`}</span>
        {list.older && <a rel="next" href={list.older}>{site.labels.older}</a>}
      </nav>
    )}
  </>
);

const indent = (depth) => `${Math.min(6, 1.5 * depth)}rem`;

const Commenter = ({ one }) => (one.url ? <a href={one.url} rel="nofollow ugc">{one.author}</a> : <span>{one.author}</span>);

export const Comments = ({ thread: { comments, mentions } }) => (
  <>
    {comments.length > 0 && (
      <section className="comments" id="comments">
        <h2>{`${site.labels.comments} (${comments.length})`}</h2>
        {comments.map((one) => (
          <article id={`comment-${one.id}`} className="comment" key={one.id} style={{ marginInlineStart: indent(one.depth) }}>
            <p className="byline">
              <Commenter one={one} />{' '}
              <a href={`#comment-${one.id}`}>{one.date ? <time dateTime={one.date}>{day(one.date)}</time> : '#'}</a>
            </p>
            <div dangerouslySetInnerHTML={{ __html: one.html }} />
          </article>
        ))}
      </section>
    )}
    {mentions.length > 0 && (
      <section className="mentions">
        <h2>{site.labels.mentions}</h2>
        <ul>
          {mentions.map((one) => (
            <li id={`comment-${one.id}`} key={one.id}><Commenter one={one} /> <div dangerouslySetInnerHTML={{ __html: one.html }} /></li>
          ))}
        </ul>
      </section>
    )}
  </>
);
"""

_ITEM: Final = """\
import React from 'react';
import Layout, { headOf } from '../components/layout';
import { Byline, Comments, Listing, Names, Picture } from '../components/parts';
import site from '../../data/site.json';

export default function Item({ pageContext: { item, list } }) {
  return (
    <Layout>
      <article>
        <h1>{item.title}</h1>
        {!item.isPage && <Byline item={item} />}
        {item.image && <Picture image={item.image} />}
        <div className="body" dangerouslySetInnerHTML={{ __html: item.html }} />
        {item.terms.map(({ field, terms }) => (
          <p className="terms" key={field}>{`${site.labels[field] || field}: `}<Names lists={terms} /></p>
        ))}
        {item.thread && <Comments thread={item.thread} />}
      </article>
      {list && <Listing list={list} />}
    </Layout>
  );
}

export const Head = ({ pageContext: { item, url } }) =>
  headOf(item.title, item.description || (url === '/' ? site.description : ''), url, item.robots);
"""

_LIST: Final = """\
import React from 'react';
import Layout, { headOf } from '../components/layout';
import { Listing } from '../components/parts';
import site from '../../data/site.json';

export default function List({ pageContext: { list } }) {
  return (
    <Layout>
      {list.title && <h1>{list.title}</h1>}
      {list.description && <p>{list.description}</p>}
      <Listing list={list} />
    </Layout>
  );
}

export const Head = ({ pageContext: { list, url } }) =>
  headOf(list.title, list.description || (url === '/' ? site.description : ''), url);
"""

_MOVED: Final = """\
import React from 'react';

export default function Moved({ pageContext: { leadsTo } }) {
  return <p><a href={leadsTo}>{leadsTo}</a></p>;
}

export const Head = ({ pageContext: { leadsTo } }) => (
  <>
    <meta httpEquiv="refresh" content={`0; url=${leadsTo}`} />
    <link rel="canonical" href={leadsTo} />
  </>
);
"""

_NOT_FOUND: Final = """\
import React from 'react';
import Layout, { headOf } from '../components/layout';
import site from '../../data/site.json';

export default function NotFound() {
  return <Layout><h1>404</h1><p>{site.labels.missing} <a href="/">{site.labels.home}</a></p></Layout>;
}

export const Head = () => headOf('404');
"""

FILES: Final = {
    "package.json": _PACKAGE,
    "gatsby-config.js": _CONFIG,
    "gatsby-node.js": PROGRAM,
    "gatsby-ssr.js": _SSR,
    "src/components/layout.js": _LAYOUT,
    "src/components/parts.js": _PARTS,
    "src/templates/item.js": _ITEM,
    "src/templates/list.js": _LIST,
    "src/templates/moved.js": _MOVED,
    "src/pages/404.js": _NOT_FOUND,
    "static/style.css": STYLE,
}
