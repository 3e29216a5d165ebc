// A Chromium and its tabs, driven by the DevTools protocol over two pipes, so that Node alone is
// enough.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MINUTE = 60_000;

/** A Chromium that is spoken to over file descriptors 3 and 4, messages ending in NUL. */
export class Browser {
  constructor(program) {
    this.profile = mkdtempSync(join(tmpdir(), "site-check-"));
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
      "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
      "--remote-debugging-pipe", `--user-data-dir=${this.profile}`, "about:blank"];
    this.process = spawn(program, flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    this.process.on("error", (error) => { console.log(error.message); process.exit(77); });
    this.exited = new Promise((done) => this.process.on("exit", done));
    this.waiting = new Map();
    this.listeners = new Set();
    this.number = 0;
    let rest = Buffer.alloc(0);
    this.process.stdio[4].on("data", (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        this.receive(JSON.parse(rest.subarray(0, end).toString("utf8")));
        rest = rest.subarray(end + 1);
      }
    });
  }

  receive(message) {
    const pending = this.waiting.get(message.id);
    if (!pending) { this.listeners.forEach((listener) => listener(message)); return; }
    this.waiting.delete(message.id);
    if (message.error) { pending.reject(new Error(`${pending.method}: ${message.error.message}`)); } else { pending.resolve(message.result); }
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.number;
    return new Promise((resolve_, reject) => {
      this.waiting.set(id, { resolve: resolve_, reject, method });
      this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  async close() {
    await this.send("Browser.close").catch(() => {});
    await this.exited;
    rmSync(this.profile, { recursive: true, force: true });
  }
}

/** One tab. */
export class Tab {
  static async open(browser) {
    const tab = new Tab();
    tab.browser = browser;
    const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
    ({ sessionId: tab.session } = await browser.send("Target.attachToTarget", { targetId, flatten: true }));
    tab.said = [];
    tab.asked = [];
    browser.listeners.add((message) => {
      if (message.sessionId === tab.session) { tab.hear(message.method, message.params); }
    });
    for (const domain of ["Page", "Runtime", "Log", "Network"]) { await tab.send(`${domain}.enable`); }
    return tab;
  }

  hear(method, params) {
    if (method === "Runtime.consoleAPICalled") { this.said.push(`${params.type} ${params.args.map((a) => a.value ?? a.description).join(" ")}`); }
    if (method === "Runtime.exceptionThrown") { this.said.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text); }
    if (method === "Log.entryAdded") { this.said.push(`${params.entry.level} ${params.entry.text} ${params.entry.url ?? ""}`); }
    if (method === "Network.requestWillBeSent") { this.asked.push(params.request.url); }
    if (method === "Page.loadEventFired") { this.loaded?.(); }
    if (method === "Page.javascriptDialogOpening") { this.said.push(`dialog ${params.message}`); this.send("Page.handleJavaScriptDialog", { accept: true }); }
  }

  send(method, params = {}) { return this.browser.send(method, params, this.session); }

  async go(url) {
    const loaded = new Promise((done, failed) => { this.loaded = done; setTimeout(() => failed(new Error(`${url} does not load`)), MINUTE).unref(); });
    await this.send("Page.navigate", { url });
    await loaded;
  }

  /** What a function gives in the page. */
  async in_page(of, ...values) {
    const expression = `(${of})(${values.map((value) => JSON.stringify(value)).join(", ")})`;
    return this.evaluate(expression);
  }

  async evaluate(expression) {
    const answer = await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) { throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text); }
    return answer.result.value;
  }

  async press(key, code = key, number = 0, text = undefined) {
    const event = { key, code, windowsVirtualKeyCode: number, nativeVirtualKeyCode: number };
    await this.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", text, ...event });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
  }

  async resize(width, height = 900) {
    await this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  }
}
