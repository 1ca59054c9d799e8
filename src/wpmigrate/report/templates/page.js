"use strict";
(() => {
  const PAGE = matchMedia("(max-width: 46rem)").matches ? 15 : 50;
  const $ = (query, root = document) => root.querySelector(query);
  const $$ = (query, root = document) => [...root.querySelectorAll(query)];
  const codes = $("#codes") ? JSON.parse($("#codes").textContent) : {};
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  const grids = new Map();

  // Everything shown is made here, element by element; text of an export is never parsed as markup of this page.
  function make(tag, given, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(given || {})) node.setAttribute(name, value);
    node.append(...children.filter((child) => child !== null && child !== ""));
    return node;
  }

  async function inflate(text) {
    const bytes = Uint8Array.from(atob(text.trim()), (one) => one.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text();
  }

  const percent = (share) => (share >= 1 ? "100 %" : (Math.floor(share * 10000) / 100).toFixed(2) + " %");
  const number = (value) => (typeof value === "number" ? value.toLocaleString("en") : String(value));

  // --- cells ------------------------------------------------------------------------------------------------------

  function opener(place, title, key) {
    const button = make("button", { type: "button", class: "open", dir: "auto" }, title || "(no title)");
    button.addEventListener("click", () => openPost(place));
    return [button, " ", make("span", { class: "id" }, key)];
  }

  const cells = {
    text: (value) => (value ? [make("span", { dir: "auto" }, value)] : []),
    date: (value) => [value],
    code: (value) => (value ? [make("bdi", { class: "code" }, value)] : []),
    path: (value) => cells.code(value),
    address: (value, row) => [...cells.code(value), ...(row[9] && row[9] !== value ? [" → ", ...cells.code(row[9])] : [])],
    number: (value) => [number(value)],
    bytes: (value) => [number(value)],
    score: (value) => (value === null ? [] : [make("span", { class: value < 1 ? "score low" : "score" }, percent(value))]),
    outcome: (value) => [make("span", { class: "badge " + value }, value)],
    severity: (value) => (value ? [make("span", { class: "badge " + value }, value)] : []),
    title: (value, row) => opener(value, row[12], row[11]),
    post(value) {
      const row = value && grids.get("posts").at(value);
      return row ? opener(value, row[12], row[11]) : [];
    },
    findings(found) {
      const items = found.slice(0, 5).map(([code, detail, count]) =>
        make("li", {}, make("span", { class: "code " + (codes[code]?.[0] ?? "") }, code), count > 1 ? " × " + number(count) : "",
          detail ? " " : "", detail ? make("span", { class: "detail", dir: "auto" }, detail) : ""));
      if (found.length > 5) items.push(make("li", {}, `and ${found.length - 5} more`));
      return items.length ? [make("ul", { class: "findings" }, ...items)] : [];
    },
  };

  function plain(value, kind) {
    if (Array.isArray(value)) return value.map((one) => one.join(" ")).join(" ");
    if (kind === "post") {
      const row = value && grids.get("posts").at(value);
      return row ? row[12] + " " + row[11] : "";
    }
    return kind === "title" || value === null ? "" : String(value);
  }

  // --- tables: all rows in memory, a page of them in the document --------------------------------------------------

  class Grid {
    constructor(root) {
      this.root = root;
      this.name = root.dataset.grid;
      this.columns = JSON.parse(root.dataset.columns);
      this.count = Number(root.dataset.count);
      this.page = 0;
      this.sort = null;
      this.only = {};
      this.rows = null;
      this.tools();
    }

    tools() {
      $(".tools", this.root).hidden = false;
      $(".pager", this.root).hidden = false;
      $(".rest", this.root)?.remove();
      $(".told", this.root).textContent = `Rows 1 to ${Math.min(this.count, $$("tbody tr", this.root).length)} of ${number(this.count)}`;
      const search = $("input[type=search]", this.root);
      let waiting = 0;
      search.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => this.show(0), 120);
      });
      search.addEventListener("focus", () => this.ready(), { once: true });
      for (const select of $$("[data-filter]", this.root)) {
        select.addEventListener("focus", () => this.ready(), { once: true });
        select.addEventListener("pointerdown", () => this.ready(), { once: true });
        select.addEventListener("change", () => this.show(0));
      }
      for (const button of $$("[data-page]", this.root)) {
        button.addEventListener("click", () => this.show(this.page + Number(button.dataset.page)));
      }
      this.heads();
    }

    heads() {
      const shown = this.columns.filter((column) => !column.hidden);
      const sorter = $("[data-sort]", this.root);
      $$("thead th", this.root).forEach((head, place) => {
        const index = this.columns.indexOf(shown[place]);
        const button = make("button", { type: "button" }, shown[place].label);
        button.addEventListener("click", () => this.order(index, this.sort?.index === index ? (this.sort.up ? false : null) : true));
        head.replaceChildren(button);
        head.dataset.index = index;
        for (const up of [true, false]) {
          sorter.append(make("option", { value: `${index} ${up}` }, `${shown[place].label} ${up ? "↑" : "↓"}`));
        }
      });
      sorter.addEventListener("change", () => {
        const [index, up] = sorter.value.split(" ");
        this.order(Number(index), sorter.value ? up === "true" : null);
      });
    }

    ready() {
      this.loading ??= this.load();
      return this.loading;
    }

    async load() {
      if (this.name !== "posts") await grids.get("posts")?.ready();
      const source = $(".rows-data", this.root);
      this.rows = JSON.parse(await inflate(source.textContent));
      source.remove();
      this.texts = new Array(this.rows.length);
      this.places = new Map();
      if (this.name === "posts") this.rows.forEach((row, index) => this.places.set(row[0], index));
      this.chosen = this.rows.map((_, index) => index);
      this.options();
    }

    at(place) {
      return this.rows?.[this.places.get(place)];
    }

    options() {
      for (const select of $$("[data-filter]", this.root)) {
        const index = this.columns.findIndex((column) => column.name === select.dataset.filter);
        const counts = new Map();
        for (const row of this.rows) counts.set(row[index] ?? "", (counts.get(row[index] ?? "") || 0) + 1);
        const values = [...counts].sort((one, other) => other[1] - one[1]);
        for (const [value, count] of values.slice(0, 200)) {
          select.append(make("option", { value: value === "" ? "\u0000" : value }, `${value === "" ? "(none)" : String(value).slice(0, 60)} (${number(count)})`));
        }
      }
    }

    text(index) {
      this.texts[index] ??= this.rows[index].map((value, place) => plain(value, this.columns[place].kind)).join(" ").toLowerCase();
      return this.texts[index];
    }

    find() {
      const words = $("input[type=search]", this.root).value.toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = $$("[data-filter]", this.root).filter((select) => select.value).map((select) =>
        [this.columns.findIndex((column) => column.name === select.dataset.filter), select.value === "\u0000" ? "" : select.value]);
      const place = (kind) => this.columns.findIndex((column) => column.kind === kind);
      const [post, findings] = [place("post"), place("findings")];
      this.chosen = [];
      this.rows.forEach((row, index) => {
        if (wanted.every(([column, value]) => String(row[column] ?? "") === value)
          && (!this.only.post || row[post] === this.only.post)
          && (!this.only.code || row[findings].some((one) => one[0] === this.only.code))
          && words.every((word) => this.text(index).includes(word))) this.chosen.push(index);
      });
    }

    arrange() {
      if (!this.sort) return;
      const { index, up } = this.sort;
      const kind = this.columns[index].kind;
      const key = (row) => (kind === "title" ? row[12] : kind === "findings" ? row[index].length : kind === "post" ? plain(row[index], kind) : row[index]);
      const keys = new Map(this.chosen.map((one) => [one, key(this.rows[one])]));
      const empty = (value) => value === null || value === "";
      this.chosen.sort((one, other) => {
        const [a, b] = [keys.get(one), keys.get(other)];
        if (empty(a) || empty(b)) return empty(a) - empty(b) || one - other;
        const order = typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b));
        return (up ? order : -order) || one - other;
      });
    }

    async order(index, up) {
      this.sort = up === null ? null : { index, up };
      for (const head of $$("thead th", this.root)) {
        if (this.sort && Number(head.dataset.index) === index) head.setAttribute("aria-sort", up ? "ascending" : "descending");
        else head.removeAttribute("aria-sort");
      }
      $("[data-sort]", this.root).value = this.sort ? `${index} ${up}` : "";
      await this.show(0);
    }

    async show(page) {
      await this.ready();
      this.find();
      this.arrange();
      const last = Math.max(Math.ceil(this.chosen.length / PAGE) - 1, 0);
      this.page = Math.min(Math.max(page, 0), last);
      const start = this.page * PAGE;
      const rows = this.chosen.slice(start, start + PAGE).map((index) => this.row(this.rows[index]));
      $("tbody", this.root).replaceChildren(...rows);
      const [back, on] = $$("[data-page]", this.root);
      back.disabled = this.page === 0;
      on.disabled = this.page === last;
      const all = this.chosen.length === this.rows.length ? "" : ` (of ${number(this.rows.length)})`;
      $(".told", this.root).textContent = this.chosen.length
        ? `Rows ${number(start + 1)} to ${number(start + rows.length)} of ${number(this.chosen.length)}${all}` : `No row matches${all}`;
      this.chips();
    }

    row(row) {
      const line = make("tr", { role: "row" });
      this.columns.forEach((column, place) => {
        if (!column.hidden) line.append(make("td", { role: "cell", class: column.kind, "data-label": column.label }, ...cells[column.kind](row[place], row)));
      });
      return line;
    }

    chips() {
      const place = $(".chips", this.root);
      place.replaceChildren();
      for (const [what, value] of Object.entries(this.only)) {
        if (!value) continue;
        const words = what === "post" ? "Post " + plain(value, "post") : value;
        const button = make("button", { type: "button", "aria-label": `Remove the filter: ${words}` }, make("bdi", {}, words), " ✕");
        button.addEventListener("click", () => {
          this.only[what] = null;
          this.show(0);
          $("input[type=search]", this.root).focus();
        });
        place.append(button);
      }
    }

    async filter(only) {
      await this.ready();
      this.only = only;
      for (const select of $$("[data-filter]", this.root)) select.value = "";
      $("input[type=search]", this.root).value = "";
      await this.show(0);
      this.root.closest("section").scrollIntoView();
      $("input[type=search]", this.root).focus({ preventScroll: true });
    }
  }

  // --- one post, both sides ---------------------------------------------------------------------------------------

  const SHOWN = new Set(("P UL OL LI BLOCKQUOTE PRE CODE EM STRONG B I U S DEL INS SUP SUB MARK KBD SMALL Q CITE BR HR TABLE CAPTION"
    + " THEAD TBODY TFOOT TR TD FIGURE FIGCAPTION DIV ABBR SAMP VAR SPAN").split(" "));
  const CLASSES = new Set("gone new link picture player cut h1 h2 h3 h4 h5 h6 th".split(" "));

  // The body is harmless already; here it is copied, and only what is on the list comes along.
  function adopt(html) {
    const out = document.createDocumentFragment();
    const source = new DOMParser().parseFromString(html, "text/html").body;
    const waiting = [...source.childNodes].map((node) => [node, out]);
    while (waiting.length) {
      const [node, into] = waiting.shift();
      if (node.nodeType === Node.TEXT_NODE) into.append(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      let inner = into;
      if (SHOWN.has(node.tagName)) {
        inner = document.createElement(node.tagName);
        if (CLASSES.has(node.className)) inner.className = node.className;
        if (node.title) inner.title = node.title;
        into.append(inner);
      }
      waiting.unshift(...[...node.childNodes].map((child) => [child, inner]));
    }
    return out;
  }

  let bodies = null;
  async function sides(place) {
    bodies ??= "\n" + $("#bodies").textContent.trim() + "\n";
    const start = bodies.indexOf(`\n${place}:`);
    if (start < 0) return null;
    const from = bodies.indexOf(":", start) + 1;
    return (await inflate(bodies.slice(from, bodies.indexOf("\n", from)))).split("\0");
  }

  function facts(row) {
    const [, type, status, date, authors, score, , , old, now, path, key] = row;
    const list = make("dl", { class: "facts" });
    const told = [["Type", `${type}, ${status}`], ["Date", date], ["Author", authors], ["Old address", old], ["New address", now],
      ["File", path], ["Id", key], ["Fidelity", score === null ? "not measured" : percent(score)]];
    for (const [name, value] of told) {
      if (value) list.append(make("div", {}, make("dt", {}, name), make("dd", { dir: "auto" }, value)));
    }
    return list;
  }

  function findings(row) {
    const items = row[7].map(([code, detail, count]) => {
      const [severity, sentence, advice] = codes[code] || ["note", "", ""];
      return make("li", { class: "finding " + severity },
        make("p", { class: "what" }, make("span", { class: "badge " + severity }, severity), " ", sentence, count > 1 ? ` × ${number(count)}` : ""),
        detail ? make("p", { class: "detail", dir: "auto" }, detail) : "",
        make("p", { class: "small" }, make("span", { class: "code" }, code), " ", advice));
    });
    return items.length ? [make("ul", { class: "list" }, ...items)] : [];
  }

  const dialog = $("#post");
  let current = 0;

  async function openPost(place) {
    const posts = grids.get("posts");
    await posts.ready();
    const row = posts.at(place);
    if (!row || !dialog) return;
    current = place;
    $("#post-title").textContent = row[12] || "(no title)";
    const more = make("button", { type: "button" }, "Everything of this post in the ledger");
    more.addEventListener("click", () => {
      dialog.close();
      grids.get("ledger").filter({ post: place });
    });
    $("#post-facts").replaceChildren(facts(row), more);
    $("#post-findings").replaceChildren(...findings(row));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    history.replaceState(null, "", `#post-${place}`);
    const found = await sides(place);
    if (current !== place) return;
    const [before, after] = $$("#post-sides .body");
    $("#post-sides").hidden = !found;
    before.replaceChildren(found ? adopt(found[0]) : "");
    after.replaceChildren(found ? adopt(found[1]) : "");
    const marks = $$("#post-sides mark").length;
    $("#post-note").textContent = !found
      ? "This report does not hold the body of this post: " + $("#bodies-held").textContent.trim()
      : marks ? "Words that only the left side has are struck out; words that only the right side has are underlined." : "Both sides show the same words.";
    $("#post-title").focus();
  }

  function step(by) {
    const posts = grids.get("posts");
    const places = posts.chosen.map((index) => posts.rows[index][0]);
    const next = places[places.indexOf(current) + by];
    if (next !== undefined) openPost(next);
  }

  function prepareDialog() {
    if (!dialog) return;
    $(".close", dialog).addEventListener("click", () => dialog.close());
    for (const button of $$("[data-step]", dialog)) button.addEventListener("click", () => step(Number(button.dataset.step)));
    dialog.addEventListener("keydown", (event) => {
      if (event.target.closest(".body")) return;
      if (event.key === "ArrowRight") step(1);
      if (event.key === "ArrowLeft") step(-1);
    });
    dialog.addEventListener("close", () => history.replaceState(null, "", " "));
  }

  // --- the page ---------------------------------------------------------------------------------------------------

  function prepareTheme() {
    const button = $("#theme");
    const themes = ["auto", "light", "dark"];
    const remember = (value) => { try { value ? localStorage.setItem("wpmigrate-theme", value) : 0; return localStorage.getItem("wpmigrate-theme"); } catch { return value; } };
    let theme = themes.includes(remember()) ? remember() : "auto";
    const wear = () => {
      document.documentElement.dataset.theme = theme;
      $("span", button).textContent = theme;
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      remember(theme);
      wear();
    });
    wear();
  }

  function nearest() {
    const inSight = $$("[data-grid]").filter((root) => {
      const { top, bottom } = root.getBoundingClientRect();
      return bottom > 80 && top < innerHeight;
    });
    return $("input[type=search]", inSight[0] || $('[data-grid="ledger"]') || document);
  }

  function prepareKeys() {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea, dialog")) return;
      event.preventDefault();
      nearest()?.focus();
    });
  }

  function prepareLinks() {
    for (const link of $$("[data-code]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        grids.get("ledger")?.filter({ code: link.dataset.code });
      });
    }
    for (const span of $$("[data-post]")) {
      const place = Number(span.dataset.post);
      span.replaceWith(opener(place, span.textContent, "")[0]);
    }
  }

  function prepareSections() {
    const links = new Map($$(".sections a").map((link) => [link.hash.slice(1), link]));
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of links.values()) link.removeAttribute("aria-current");
        links.get(entry.target.id)?.setAttribute("aria-current", "true");
      }
    }, { rootMargin: "-20% 0px -70% 0px" });
    const near = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        near.unobserve(entry.target);
        const grid = grids.get(entry.target.dataset.grid);
        grid.ready().then(() => grid.rows && grid.page === 0 && grid.show(0));
      }
    }, { rootMargin: "600px" });
    for (const id of links.keys()) { const place = document.getElementById(id); if (place) seen.observe(place); }
    for (const grid of grids.values()) near.observe(grid.root);
  }

  prepareTheme();
  if (!("DecompressionStream" in window)) return; // the first rows stay, with the line that says where the others are
  for (const root of $$("[data-grid]")) grids.set(root.dataset.grid, new Grid(root));
  prepareDialog();
  prepareKeys();
  prepareLinks();
  prepareSections();
  const asked = /^#post-(\d+)$/.exec(location.hash);
  if (asked && grids.has("posts")) openPost(Number(asked[1]));
})();
