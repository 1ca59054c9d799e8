// How a value shows in a cell, and what everything shown is made with.

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
