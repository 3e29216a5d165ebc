// Opens every page of a published folder in Chromium and works it as readers do: by eye, by
// keyboard, by screen reader.
//
//     node tests/site_check.mjs CHROMIUM FOLDER [AXE]
//
// AXE is `axe.min.js` of the npm package axe-core. Every page is opened and read; of the pages of a
// folder, which are made from one template, the largest few are worked as well. Prints one line a
// fault (`page: kind: what`) and a last line with what was looked at, as JSON.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Browser, Tab } from "./browser.mjs";
import { dead_links, filter_tables, focused, headings, sort_tables, stops, too_wide, without_text } from "./site_in_page.mjs";

const [chromium, folder_argument, axe_path] = process.argv.slice(2);
const folder = resolve(folder_argument);
const HTML_MAX = 500_000;
const FIRST_PAGE_MAX = 150_000;
const WORKED_OF_FOLDER = 6;

function pages(under) {
  return readdirSync(under, { withFileTypes: true }).flatMap((entry) => {
    const path = join(under, entry.name);
    if (entry.isDirectory()) { return pages(path); }
    return entry.name.endsWith(".html") ? [path] : [];
  }).sort();
}

const faults = [];
const seen = { pages: 0, worked: 0, tables_sorted: 0, tables_filtered: 0, stops: 0, images: 0, links: 0, axe_rules: 0, largest: 0, first: 0 };
let page_name = "";
function fault(kind, what) { faults.push(`${page_name}: ${kind}: ${what}`); }

/** Every stop that a mouse reaches is reached by Tab, in order, and shows that it is focused. */
async function by_keyboard(tab) {
  const wanted = await tab.in_page(stops);
  const reached = new Set();
  for (let step = 0; step <= wanted.length + 1; step += 1) {
    await tab.press("Tab", "Tab", 9);
    const now = await tab.in_page(focused);
    if (now === null || reached.has(now.number)) { break; }
    reached.add(now.number);
    if (!now.visible) { fault("focus", `nothing shows that ${now.what} has the focus`); }
    if (now.hidden) { fault("focus", `${now.what} has the focus and cannot be seen`); }
  }
  seen.stops += reached.size;
  wanted.filter((stop) => !reached.has(stop.number)).slice(0, 5)
    .forEach((stop) => fault("keyboard", `Tab does not reach ${stop.what}`));
}

/** The first stop leads past the head of the page; a heading's button sorts by Enter as by a
    click. */
async function keys_do_what_clicks_do(tab) {
  await tab.press("Tab", "Tab", 9);
  const skips = await tab.evaluate("document.activeElement?.classList.contains('skip') ? document.activeElement.hash : null");
  if (skips === null) { fault("keyboard", "the first stop is no way past the page's head"); return; }
  await tab.press("Enter", "Enter", 13, "\r");
  await tab.press("Tab", "Tab", 9);
  const past = await tab.in_page((hash) => {
    const target = document.querySelector(hash), now = document.activeElement;
    return now === document.body || (target.compareDocumentPosition(now) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)) !== 0;
  }, skips);
  if (!past) { fault("keyboard", `after ${skips} the focus is still before it`); }
  const has_sorter = await tab.evaluate("(document.querySelector('.sorter')?.focus(), document.activeElement?.className === 'sorter')");
  if (!has_sorter) { return; }
  await tab.press("Enter", "Enter", 13, "\r");
  const sorted = await tab.evaluate("document.querySelector('.sorter').closest('th').getAttribute('aria-sort')");
  if (sorted !== "ascending") { fault("keyboard", "Enter on a heading does not sort"); }
}

async function axe(tab, width) {
  if (!axe_path) { return; }
  await tab.evaluate(readFileSync(axe_path, "utf8"));
  const found = await tab.evaluate(`axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
    .then((all) => ({ rules: all.passes.length + all.violations.length, faults: all.violations.map((fault) =>
      fault.id + " " + fault.help + ", " + fault.nodes.length + " times, such as " + fault.nodes[0].html.slice(0, 160) + " " +
      (fault.nodes[0].any[0]?.message ?? fault.nodes[0].all[0]?.message ?? fault.nodes[0].none[0]?.message ?? "")) }))`);
  seen.axe_rules = Math.max(seen.axe_rules, found.rules);
  found.faults.forEach((what) => fault("axe", `at ${width} px: ${what}`));
}

function files(tab) {
  for (const url of tab.asked.filter((asked) => !asked.startsWith("data:"))) {
    const inside = url.startsWith("file:") && !relative(folder, fileURLToPath(url)).startsWith("..");
    if (!inside) { fault("request", url); }
  }
  tab.said.forEach((what) => fault("console", what));
}

/** Reads a page: what it asks for, its headings, images and links. */
async function read(tab, path) {
  page_name = relative(folder, path);
  const size = statSync(path).size;
  seen.pages += 1;
  seen.largest = Math.max(seen.largest, size);
  if (page_name === "index.html") { seen.first = size; }
  const limit = page_name === "index.html" ? FIRST_PAGE_MAX : HTML_MAX;
  if (size > limit) { fault("size", `${size} bytes, at most ${limit}`); }
  tab.said.length = 0;
  tab.asked.length = 0;
  const url = pathToFileURL(path).href;

  await tab.resize(1100);
  await tab.go(url);
  (await tab.in_page(headings)).forEach((what) => fault("headings", what));
  const images = await tab.in_page(without_text);
  seen.images += images.count;
  images.faults.forEach((what) => fault("image", what));
  const links = await tab.in_page(dead_links);
  seen.links += links.length;
  for (const link of links) {
    const target = new URL(link.href);
    if (target.protocol !== "file:") { fault("link", link.href); continue; }
    const file = fileURLToPath(new URL(target.pathname, "file:///"));
    if (!existsSync(file)) { fault("link", `${link.href} does not exist`); continue; }
    if (link.hash && !readFileSync(file, "utf8").includes(`id="${decodeURIComponent(link.hash.slice(1))}"`)) { fault("link", `${link.href} has no such place`); }
  }
  files(tab);
}

/** Works a page, as a reader does who sees it, and as one who does not. */
async function work(tab, path) {
  page_name = relative(folder, path);
  const url = pathToFileURL(path).href;
  seen.worked += 1;
  tab.said.length = 0;
  tab.asked.length = 0;
  await axe(tab, 1100);
  await by_keyboard(tab);
  await tab.go(url);
  await keys_do_what_clicks_do(tab);
  await tab.go(url);
  const sorted = await tab.in_page(sort_tables);
  seen.tables_sorted += sorted.count;
  sorted.faults.forEach((what) => fault("sorting", what));
  const filtered = await tab.in_page(filter_tables);
  seen.tables_filtered += filtered.count;
  filtered.faults.forEach((what) => fault("filter", what));
  const with_script = await tab.evaluate("document.querySelectorAll('tbody tr').length");

  // WCAG 1.4.10: at a width of 320 px nothing but tables and wide charts is scrolled sideways.
  await tab.resize(320);
  await tab.go(url);
  const wide = await tab.evaluate("document.documentElement.scrollWidth");
  if (wide > 320) { fault("reflow", `${wide} px wide in a window of 320 px: ${await tab.in_page(too_wide)}`); }
  await axe(tab, 320);
  files(tab);

  await tab.send("Emulation.setScriptExecutionDisabled", { value: true });
  await tab.go(url);
  await tab.send("Emulation.setScriptExecutionDisabled", { value: false });
  const without = await tab.evaluate("document.querySelectorAll('tbody tr').length");
  if (without !== with_script) { fault("script", `${without} rows without script, ${with_script} with it`); }
}

const browser = new Browser(chromium);
let status = 0;
try {
  const tab = await Tab.open(browser);
  const all = pages(folder), worked = new Map();
  const largest_first = [...all].sort((a, b) => statSync(b).size - statSync(a).size);
  for (const path of largest_first) {
    const others = worked.get(dirname(path)) ?? [];
    if (others.length < WORKED_OF_FOLDER) { worked.set(dirname(path), [...others, path]); }
  }
  for (const path of all) {
    await read(tab, path);
    if (worked.get(dirname(path)).includes(path)) { await work(tab, path); }
  }
} catch (error) {
  console.error(`${page_name}: ${error.stack}`);
  status = 1;
}
await browser.close();
faults.forEach((line) => console.log(line));
console.log(JSON.stringify({ ...seen, faults: faults.length }));
process.exit(status);
