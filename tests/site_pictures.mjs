// Takes pictures of pages in Chromium, each at one width.
//
//     node tests/site_pictures.mjs CHROMIUM PAGE PICTURE [PAGE PICTURE …]
//
// A page's foot (version, run) is left out. Prints how wide this machine's fonts draw two
// sentences: pictures of the same widths were drawn by the same fonts. Ends with 77, and says so,
// where the machine has no font for Chinese: pictures of boxes are no pictures of the pages.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Browser, Tab } from "./browser.mjs";

const [chromium, ...jobs] = process.argv.slice(2);
const WIDTH = 1000;
const HEIGHT_MAX = 6000;

/** Whether two characters are drawn as two: without a font, each is the same box. */
function has_chinese() {
  const drawn = (character) => {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    pen.font = "32px system-ui, sans-serif";
    pen.fillText(character, 4, 40);
    return canvas.toDataURL();
  };
  return drawn("一") !== drawn("题") && drawn("题") !== drawn("城");
}

/** Waits for fonts, images and two frames. */
async function drawn() {
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/** Widths of text in the fonts of the page, plain and bold. */
function widths() {
  const text = document.createElement("span");
  text.style.cssText = "position: absolute; white-space: nowrap; font-size: 100px";
  document.body.appendChild(text);
  const wide = (weight, words) => { text.style.fontWeight = weight; text.textContent = words; return Math.round(text.offsetWidth); };
  const all = ["Proposed for next year: 17 problems", "各区情况，办理进展"].flatMap((words) => [wide(400, words), wide(700, words)]);
  text.remove();
  return all.join(" ");
}

/** A picture of the page down to its foot or to HEIGHT_MAX, in a window that shows all of it. */
async function picture(tab, page) {
  await tab.resize(WIDTH);
  await tab.go(pathToFileURL(resolve(page)).href);
  const foot = await tab.evaluate("(document.querySelector('footer')?.getBoundingClientRect().top ?? document.body.scrollHeight) + scrollY");
  await tab.resize(WIDTH, Math.min(Math.ceil(foot), HEIGHT_MAX));
  await tab.in_page(drawn);
  const { data } = await tab.send("Page.captureScreenshot", { format: "png" });
  return Buffer.from(data, "base64");
}

const browser = new Browser(chromium);
let status = 0;
try {
  const tab = await Tab.open(browser);
  if (await tab.in_page(has_chinese)) {
    await tab.go(pathToFileURL(resolve(jobs[0])).href);
    console.log(await tab.in_page(widths));
    for (let at = 0; at < jobs.length; at += 2) { writeFileSync(jobs[at + 1], await picture(tab, jobs[at])); }
  } else {
    console.log("there is no font for Chinese");
    status = 77;
  }
} catch (error) {
  console.error(error.stack);
  status = 1;
}
await browser.close();
process.exit(status);
