"""The React components of the starter theme for Docusaurus: posts, pages, lists, comments."""

from typing import Final

POST: Final = """\
import React from 'react';
import Head from '@docusaurus/Head';
import Content from '@theme-original/BlogPostItem/Content';
import { useBlogPost } from '@docusaurus/plugin-content-blog/client';
import { Comments, Picture, Terms } from '@site/src/components/Facts.js';

export default function PostContent(props) {
  const { metadata: { frontMatter }, isBlogPostPage } = useBlogPost();
  return (
    <>
      {isBlogPostPage && frontMatter.robots && <Head><meta name="robots" content={frontMatter.robots} /></Head>}
      <Picture {...frontMatter.wp?.image} />
      <Content {...props} />
      {isBlogPostPage && <Terms links={frontMatter.links} />}
      {isBlogPostPage && <Comments {...frontMatter.thread} />}
    </>
  );
}
"""

PAGE: Final = """\
import React from 'react';
import Head from '@docusaurus/Head';
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
  const { wp, date, links, thread, tags, robots } = frontMatter;
  return (
    <Layout>
      <PageMetadata title={title} description={description} />
      {robots && <Head><meta name="robots" content={robots} /></Head>}
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

LIST: Final = """\
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

TAG: Final = """\
import React from 'react';
import BlogLayout from '@theme/BlogLayout';
import BlogListPaginator from '@theme/BlogListPaginator';
import BlogPostItems from '@theme/BlogPostItems';
import { PageMetadata } from '@docusaurus/theme-common';

// Headed by the name of the tag alone, like the lists of all other terms.
export default function TagPage({ tag: { label, description }, items, sidebar, listMetadata }) {
  return (
    <BlogLayout sidebar={sidebar}>
      <PageMetadata title={label} description={description} />
      <h1>{label}</h1>
      {description && <p>{description}</p>}
      <BlogPostItems items={items} />
      <BlogListPaginator metadata={listMetadata} />
    </BlogLayout>
  );
}
"""

FACTS: Final = """\
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
