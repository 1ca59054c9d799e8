"""Plain layouts and a style sheet for Hugo, old and new: readable at once, and replaced by any theme."""

from typing import Final

from wpmigrate.scaffold.looks import STYLE

_BASE: Final = """\
<!doctype html>
<html lang="{{ site.Params.language }}" dir="{{ site.Params.direction }}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{{ if .IsHome }}{{ site.Title }}{{ else }}{{ .Title }} – {{ site.Title }}{{ end }}</title>
  {{ with .Description | default (cond .IsHome site.Params.description "") }}<meta name="description" content="{{ . }}">{{ end }}
  <link rel="canonical" href="{{ with .Params.seo.canonical }}{{ . | absURL }}{{ else }}{{ .Permalink }}{{ end }}">
  {{ with .Params.robots }}<meta name="robots" content="{{ . }}">{{ end }}
  {{ if .IsTranslated }}{{ range .AllTranslations }}
  <link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">{{ end }}{{ end }}
  {{ with .OutputFormats.Get "RSS" }}<link rel="alternate" type="application/rss+xml" href="{{ .RelPermalink }}">{{ end }}
  <link rel="stylesheet" href="{{ "style.css" | relURL }}">
</head>
<body>
<header class="top">
  <a class="title" href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a>
  {{ with site.Params.description }}<p>{{ . }}</p>{{ end }}
  <nav>
    {{ with site.Menus.main }}{{ partial "menu.html" . }}{{ else }}<ul>
      {{ range where site.Pages "Type" "page" }}{{ if and .Parent .Parent.IsHome -}}
      <li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>
      {{ end }}{{ end }}
    </ul>{{ end }}
  </nav>
</header>
{{ if .IsTranslated }}<nav class="languages">{{ range .Translations }}
  <a href="{{ .RelPermalink }}" hreflang="{{ .Language.Lang }}" lang="{{ .Language.Lang }}">{{ .Site.Params.languageName }}</a>{{ end }}
</nav>{{ end }}
<main>{{ block "main" . }}{{ end }}</main>
<footer class="bottom">
  {{ range $name, $menu := site.Menus }}{{ if ne $name "main" }}<nav>{{ partial "menu.html" $menu }}</nav>{{ end }}{{ end }}
  <p>{{ site.Title }}</p>
</footer>
</body>
</html>
"""

_MENU: Final = """\
<ul>
  {{ range . }}<li>
    <a href="{{ .URL }}"{{ with .Title }} title="{{ . }}"{{ end }}
      {{- with .Params }}{{ if .new_window }} target="_blank" rel="noopener"{{ end }}{{ end }}>{{ .Name }}</a>
    {{ if .HasChildren }}{{ partial "menu.html" .Children }}{{ end }}
  </li>{{ end }}
</ul>
"""

_BYLINE: Final = """\
<p class="byline">
  {{ if not .Date.IsZero -}}
  <time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date | time.Format ":date_long" }}</time>
  {{- end }}
  {{ with .GetTerms "authors" -}}
  <span>{{ site.Params.labels.by }} {{ range $i, $author := . }}{{ if $i }}, {{ end -}}
    <a rel="author" href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}</span>
  {{- end }}
</p>
"""

_TERMS: Final = """\
{{ $page := . }}
{{ range $plural, $terms := site.Taxonomies }}{{ if ne $plural "authors" }}{{ with $page.GetTerms $plural }}
<p class="terms">{{ index site.Params.labels $plural | default (humanize $plural) }}:
  {{ range $i, $term := . }}{{ if $i }}, {{ end }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}</p>
{{ end }}{{ end }}{{ end }}
"""

_IMAGE: Final = """\
{{ with .Params.wp }}{{ with .image -}}
<figure class="featured">
  <img src="{{ .url }}" alt="{{ .alt }}">
  {{ with .caption }}<figcaption>{{ . }}</figcaption>{{ end }}
</figure>
{{- end }}{{ end }}
"""

_COMMENTS: Final = """\
{{ with .Params.wp }}{{ with .comments }}
{{ $all := dict }}{{ if ge hugo.Version "0.156.0" }}{{ $all = hugo.Data }}{{ else }}{{ $all = site.Data }}{{ end }}
{{ with index $all.comments . }}
{{ $thread := . }}
{{ with .comments }}
<section class="comments" id="comments">
  <h2>{{ site.Params.labels.comments }} ({{ len . }})</h2>
  {{ range . }}
  <article id="comment-{{ int .id }}" class="comment" style="margin-inline-start: {{ math.Min 6 (mul 1.5 .depth) }}rem">
    <p class="byline">{{ partial "commenter.html" . }}
      <a href="#comment-{{ int .id }}">
        {{- with .date }}<time datetime="{{ . }}">{{ . | time.Format ":date_long" }}</time>{{ else }}#{{ end -}}
      </a></p>
    {{ .html | safeHTML }}
  </article>
  {{ end }}
</section>
{{ end }}
{{ with $thread.mentions }}
<section class="mentions">
  <h2>{{ site.Params.labels.mentions }}</h2>
  <ul>
    {{ range . }}<li id="comment-{{ int .id }}">{{ partial "commenter.html" . }} {{ .html | safeHTML }}</li>{{ end }}
  </ul>
</section>
{{ end }}
{{ end }}{{ end }}{{ end }}
"""

_COMMENTER: Final = """\
{{ if .url }}<a href="{{ .url }}" rel="nofollow ugc">{{ .author }}</a>{{ else }}{{ .author }}{{ end }}
"""

_LISTING: Final = """\
{{ $paginator := .page.Paginate .pages }}
{{ range $paginator.Pages }}
<article class="entry">
  <h2><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>
    {{- with .Params.wp }}{{ if .sticky }} <small>{{ site.Params.labels.sticky }}</small>{{ end }}{{ end }}</h2>
  {{ partial "byline.html" . }}
  {{ partial "image.html" . }}
  {{ with .Description }}<p>{{ . }}</p>{{ else }}<div>{{ .Summary }}</div>{{ end }}
  {{ if .Truncated -}}
  <p><a href="{{ .RelPermalink }}">{{ site.Params.labels.more }}<span class="hidden">: {{ .LinkTitle }}</span></a></p>
  {{- end }}
</article>
{{ end }}
{{ if gt $paginator.TotalPages 1 }}
<nav class="pager">
  {{ with $paginator.Prev }}<a rel="prev" href="{{ .URL }}">{{ site.Params.labels.newer }}</a>{{ end }}
  <span>{{ $paginator.PageNumber }} / {{ $paginator.TotalPages }}</span>
  {{ with $paginator.Next }}<a rel="next" href="{{ .URL }}">{{ site.Params.labels.older }}</a>{{ end }}
</nav>
{{ end }}
"""

_SINGLE: Final = """\
{{ define "main" }}
<article>
  <h1>{{ .Title }}</h1>
  {{ if ne .Type "page" }}{{ partial "byline.html" . }}{{ end }}
  {{ partial "image.html" . }}
  <div class="body">{{ .Content }}</div>
  {{ partial "terms.html" . }}
  {{ partial "comments.html" . }}
</article>
{{ end }}
"""

_LIST: Final = """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ with .Description }}<p>{{ . }}</p>{{ end }}
<div class="body">{{ .Content }}</div>
{{ if eq .Kind "taxonomy" }}
<ul>{{ range .Pages.ByTitle }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> ({{ len .Pages }})</li>{{ end }}</ul>
{{ else }}
{{ partial "listing.html" (dict "page" . "pages" .Pages) }}
{{ end }}
{{ end }}
"""

_HOME: Final = """\
{{ define "main" }}
{{ if .File }}
<article>
  <h1>{{ .Title }}</h1>
  {{ partial "image.html" . }}
  <div class="body">{{ .Content }}</div>
  {{ partial "comments.html" . }}
</article>
{{ with site.GetPage "/posts" }}{{ if .RelPermalink -}}
<p><a href="{{ .RelPermalink }}">{{ site.Params.labels.posts }}</a></p>
{{- end }}{{ end }}
{{ else }}
{{ $posts := where site.RegularPages "Type" "posts" }}
{{ $sticky := where $posts "Params.wp.sticky" true }}
{{ partial "listing.html" (dict "page" . "pages" ($sticky | append (complement $sticky $posts))) }}
{{ end }}
{{ end }}
"""

_NOT_FOUND: Final = """\
{{ define "main" }}
<h1>404</h1>
<p>{{ site.Params.labels.missing }} <a href="{{ site.Home.RelPermalink }}">{{ site.Params.labels.home }}</a></p>
{{ end }}
"""

FILES: Final = {
    "layouts/_default/baseof.html": _BASE,
    "layouts/_default/single.html": _SINGLE,
    "layouts/_default/list.html": _LIST,
    "layouts/index.html": _HOME,
    "layouts/404.html": _NOT_FOUND,
    "layouts/partials/byline.html": _BYLINE,
    "layouts/partials/commenter.html": _COMMENTER,
    "layouts/partials/comments.html": _COMMENTS,
    "layouts/partials/image.html": _IMAGE,
    "layouts/partials/listing.html": _LISTING,
    "layouts/partials/menu.html": _MENU,
    "layouts/partials/terms.html": _TERMS,
    "static/style.css": STYLE,
}
