// The quiet panel: what the bots called, newest first, asked for only while it is open.

import { again, pause } from "./again.js";
import * as api from "./api.js";
import { el } from "./dom.js";

const KEPT = 200;
const EVERY_MS = 1000;
const time = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export class Calls {
  #after = 0;
  #closing = null;

  constructor(element) {
    this.list = element.querySelector("ol");
    this.polling = element.querySelector("input");
    this.polling.addEventListener("change", () => this.list.classList.toggle("with-polling", this.polling.checked));
    element.addEventListener("toggle", () => (element.open ? this.#open() : this.#closing?.abort()));
  }

  #open() {
    this.#closing = new AbortController();
    const failed = () => { this.#after = 0; };
    again((signal) => this.#read(signal), { signal: this.#closing.signal, failed });
  }

  async #read(signal) {
    const fresh = await api.requests(this.#after, signal);
    if (this.#after === 0) this.list.replaceChildren();
    this.#after = Math.max(this.#after, ...fresh.map((request) => request.seq));
    this.list.prepend(...fresh.slice(-KEPT).reverse().map(row));
    while (this.list.children.length > KEPT) this.list.lastChild.remove();
    await pause(EVERY_MS, signal);
  }
}

function row({ seq, time: at, method, parameters, status }) {
  const polling = method.toLowerCase() === "getupdates" ? "polling" : "";
  return el("li", { class: `call ${polling} ${status >= 400 ? "failed" : ""}`, "data-seq": seq },
    el("details", {},
      el("summary", {}, el("time", { datetime: at }, time.format(new Date(at))), " ", el("b", {}, method), " ", el("span", { class: "call-status" }, String(status))),
      el("pre", { tabindex: 0 }, JSON.stringify(parameters, null, 2))));
}
