// Short notices over a phone, and alerts that wait for OK. Both are announced to screen readers.

import { button, el, say } from "./dom.js";

const SHORTEST_MS = 3500;
const PER_LETTER_MS = 60;

export class Notices {
  #timer = 0;

  constructor() {
    this.words = el("p", { class: "toast", hidden: true, "data-testid": "toast" });
    this.heard = el("div", { class: "unseen", role: "status", "aria-live": "polite" });
    this.element = el("div", { class: "toasts" }, this.words, this.heard);
  }

  show(text) {
    clearTimeout(this.#timer);
    this.words.textContent = text;
    this.words.hidden = false;
    say(this.heard, text);
    this.#timer = setTimeout(() => { this.words.hidden = true; }, SHORTEST_MS + PER_LETTER_MS * text.length);
  }
}

/** A window with a heading, something to read and buttons; resolves when it is closed. */
export function ask(heading, body, choices, { testid = "dialog" } = {}) {
  const head = el("h2", { id: `heading-${crypto.randomUUID()}` }, heading);
  const box = el("dialog", { "aria-labelledby": head.id, "data-testid": testid }, head, body,
    el("div", { class: "choices" }, choices.map(([words, action], index) =>
      button({ class: index === 0 ? "main" : "", autofocus: index === 0, onclick: () => { box.close(); action?.(); } }, words))));
  document.body.append(box);
  box.showModal();
  return new Promise((resolve) => box.addEventListener("close", () => { box.remove(); resolve(); }));
}

export const alert = (who, text) => ask(who, el("p", {}, text), [["OK"]], { testid: "alert" });
