// What `site_check.mjs` asks of a page. Each function is sent to the page as text, so none may use
// what is outside of it.

/** Headings that begin with one h1 and leave out no level. */
export function headings() {
  const faults = [], levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((h) => [Number(h.tagName[1]), h.textContent.trim()]);
  const first = levels.filter(([level]) => level === 1).length;
  if (first !== 1) { faults.push(`${first} headings of the first level`); }
  levels.forEach(([level, text], at) => {
    if (text === "") { faults.push("an empty heading"); }
    if (at > 0 && level > levels[at - 1][0] + 1) { faults.push(`${text} is of level ${level} after one of ${levels[at - 1][0]}`); }
  });
  if (!document.title.trim()) { faults.push("no title"); }
  return faults;
}

/** Images that are not there, or say nothing to who cannot see them. */
export function without_text() {
  const faults = [], images = [...document.images];
  for (const image of images) {
    const name = image.getAttribute("src");
    if (image.naturalWidth === 0) { faults.push(`${name} is not shown`); }
    if (image.alt.trim().length < 12) { faults.push(`${name} has no alternative text in words`); }
  }
  return { count: images.length, faults };
}

/** Where links lead. */
export function dead_links() {
  return [...document.querySelectorAll("a[href]")].map((a) => ({ href: a.href, hash: a.hash }));
}

/** What can be reached: links, buttons, fields, and regions that scroll. Numbers them. */
export function stops() {
  const all = [...document.querySelectorAll("a[href], button, input, [tabindex='0']")];
  const shown = all.filter((stop) => stop.getClientRects().length > 0 && getComputedStyle(stop).visibility === "visible");
  return shown.map((stop, number) => {
    stop.dataset.stop = String(number);
    return { number, what: stop.outerHTML.slice(0, 100) };
  });
}

/** What has the focus, whether that shows, and whether it lies within the window, under nothing
    else. */
export function focused() {
  const now = document.activeElement;
  if (!now || now === document.body) { return null; }
  const style = getComputedStyle(now), box = now.getBoundingClientRect();
  const width = parseFloat(style.outlineWidth);
  const visible = style.outlineStyle !== "none" && width >= 2 && style.outlineColor !== "rgba(0, 0, 0, 0)";
  const outside = box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth;
  return { number: Number(now.dataset.stop ?? -1), what: now.outerHTML.slice(0, 100), visible, hidden: outside };
}

/** Clicks every heading of every table that sorts, twice. */
export function sort_tables() {
  const faults = [];
  let count = 0;
  for (const table of document.querySelectorAll("table.sortable")) {
    const headers = [...table.tHead.rows[0].cells];
    const rows = () => [...table.tBodies[0].rows];
    if (rows().length < 2) { continue; }
    const before = rows().map((row) => row.textContent).sort().join("\n");
    headers.forEach((header, column) => {
      const name = `column ${header.textContent.trim()}`;
      const button = header.querySelector("button");
      if (!button) { faults.push(`${name} cannot be sorted`); return; }
      const keys = () => rows().map((row) => {
        const cell = row.cells[column];
        const own = cell.dataset.sort ?? cell.textContent.trim();
        return own === "" || own === "—" ? null : own;
      });
      const value = (key) => Number(key.replace(/[,%×+]/g, "").replace("−", "-"));
      const in_order = (sign) => {
        const all = keys(), known = all.filter((key) => key !== null);
        if (all.slice(0, known.length).some((key) => key === null)) { faults.push(`${name}: what is not known is not last`); }
        const numbers = known.every((key) => !Number.isNaN(value(key)));
        const compare = numbers ? (a, b) => value(a) - value(b) : (a, b) => a.localeCompare(b);
        if (known.some((key, at) => at > 0 && sign * compare(known[at - 1], key) > 0)) { faults.push(`${name}: not in order, ${known.slice(0, 8).join(" | ")}`); }
      };
      button.click();
      if (header.getAttribute("aria-sort") !== "ascending") { faults.push(`${name} does not say that it is sorted`); }
      in_order(1);
      button.click();
      if (header.getAttribute("aria-sort") !== "descending") { faults.push(`${name} does not say that it is sorted the other way`); }
      in_order(-1);
      if (table.querySelectorAll("[aria-sort]").length !== 1) { faults.push(`${name}: two columns say that they are sorted`); }
    });
    if (rows().map((row) => row.textContent).sort().join("\n") !== before) { faults.push("sorting lost or changed rows"); }
    count += 1;
  }
  return { count, faults };
}

/** Types into every filter: the last row's name, what no row has, and nothing. */
export function filter_tables() {
  const faults = [];
  let count = 0;
  for (const table of document.querySelectorAll("table[data-filter]")) {
    const rows = [...table.tBodies[0].rows];
    const field = table.previousElementSibling?.querySelector("input");
    if (!field) {
      if (rows.length >= 8) { faults.push(`a table of ${rows.length} rows has no filter`); }
      continue;
    }
    count += 1;
    const shown = (text) => {
      field.value = text;
      field.dispatchEvent(new Event("input"));
      return rows.filter((row) => row.getClientRects().length > 0);
    };
    const name = rows.at(-1).querySelector("th").textContent.trim().toLowerCase().slice(0, 12);
    const expected = rows.filter((row) => row.textContent.toLowerCase().includes(name));
    const found = shown(name);
    const same = found.length === expected.length && found.every((row, at) => row === expected[at]);
    if (found.length === 0 || !same) { faults.push(`${name}: ${found.length} rows, expected ${expected.length}`); }
    if (shown("no row has this \u2603").length !== 0 || field.parentElement.querySelector("[role=status]").textContent.trim() === "") { faults.push("finding nothing is not said"); }
    if (shown("").length !== rows.length) { faults.push("an empty filter hides rows"); }
  }
  return { count, faults };
}

/** What reaches beyond the window and is not scrolled by itself: the innermost such elements. */
export function too_wide() {
  const scrolled = (element) => element.parentElement && (getComputedStyle(element.parentElement).overflowX === "auto" || scrolled(element.parentElement));
  const beyond = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !scrolled(e));
  const innermost = beyond.filter((e) => !beyond.some((other) => other !== e && e.contains(other)));
  return innermost.slice(0, 4).map((e) => e.outerHTML.slice(0, 120)).join(" | ");
}
