// Tables: all rows in memory, a page of them in the document.

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
