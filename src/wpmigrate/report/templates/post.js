// One post, both sides.

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
