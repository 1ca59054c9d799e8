# Renders a JSON list of Markdown texts as Jekyll's kramdown does, and answers a JSON list of HTML.
# What it would make typographic is written as it was typed, so that only its own reading shows.
require "json"
require "kramdown"
require "kramdown-parser-gfm"

Encoding.default_external = Encoding.default_internal = "UTF-8"
SETTINGS = { input: "GFM", hard_wrap: false, auto_ids: true, smart_quotes: "apos,apos,quot,quot",
             typographic_symbols: { hellip: "...", mdash: "---", ndash: "--", laquo: "<<", raquo: ">>",
                                    laquo_space: "<< ", raquo_space: " >>" },
             footnote_nr: 1, entity_output: "as_char", toc_levels: "1..6", syntax_highlighter: nil }.freeze
bodies = JSON.parse($stdin.read)
$stdout.write(JSON.generate(bodies.map { |body| Kramdown::Document.new(body, SETTINGS).to_html }))
