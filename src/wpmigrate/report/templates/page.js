// The page: its theme, keys, links and sections.

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
