// The messages of one chat, in order: new ones at the end, edited ones in place, deleted ones gone.

import { bubble, isOwn, moment } from "./bubble.js";
import { button, el } from "./dom.js";
import { icon } from "./icons.js";

const day = new Intl.DateTimeFormat([], { weekday: "long", day: "numeric", month: "long" });

export class Conversation {
  #messages = new Map();
  #rows = new Map();
  #atEnd = true;

  constructor(label, actions) {
    this.actions = actions;
    this.list = el("ol", { class: "messages", "data-testid": "messages", "data-revision": 0 });
    this.scroller = el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": label }, this.list);
    this.toEnd = button({ class: "to-end", "aria-label": "To the newest message", hidden: true, onclick: () => this.scrollToEnd() }, icon("down"));
    this.element = el("div", { class: "conversation" }, this.scroller, this.toEnd);
    this.scroller.addEventListener("scroll", () => this.#noteScroll());
    this.list.addEventListener("load", () => this.#atEnd && this.scrollToEnd(), true);
    new ResizeObserver(() => this.#atEnd && this.scrollToEnd()).observe(this.scroller);
  }

  get size() { return this.#messages.size; }
  get lastOwn() { return [...this.#messages.values()].findLast((message) => isOwn(message) && message.text !== undefined); }

  /**
   * Takes what the sandbox listed; `whole` means that what is not in it is gone, `follow` that the person has
   * just asked for it. Returns what a person would notice.
   */
  apply(listed, { whole, follow }) {
    this.list.dataset.revision = Math.max(0, whole ? 0 : this.list.dataset.revision, ...listed.map((message) => message.revision));
    if (whole) this.#forgetOthers(new Set(listed.map((message) => message.message_id)));
    const added = listed.filter((message) => !message.deleted && !this.#messages.has(message.message_id));
    const noticed = listed.filter((message) => this.#take(message));
    if (noticed.length) this.#markDays();
    if (whole) this.#atEnd && this.scrollToEnd();
    else if (this.#atEnd || (follow && added.length) || added.some(isOwn)) this.#bringIntoView(added.at(-1) ?? noticed.find((message) => this.#isLast(message)));
    return noticed;
  }

  #bringIntoView(message) {
    this.scrollToEnd(message && !isOwn(message) ? this.#rows.get(message.message_id) : null);
  }

  #isLast({ message_id }) { return this.#rows.get(message_id) === this.list.lastElementChild; }

  focus(message) { this.#rows.get(message.message_id)?.focus(); }
  contains(element) { return this.list.contains(element); }

  #take(message) {
    const known = this.#messages.get(message.message_id);
    if (known && known.revision === message.revision) return false;
    if (message.deleted) return this.#remove(message.message_id);
    const row = bubble(message, this.actions);
    if (known) this.#rows.get(message.message_id).replaceWith(row);
    else this.#insert(message.message_id, row);
    this.#messages.set(message.message_id, message);
    this.#rows.set(message.message_id, row);
    return true;
  }

  #insert(id, row) {
    const next = [...this.#rows.keys()].find((other) => other > id);
    if (next === undefined) this.list.append(row);
    else this.#rows.get(next).before(row);
  }

  #remove(id) {
    this.#rows.get(id)?.remove();
    this.#rows.delete(id);
    return this.#messages.delete(id);
  }

  #forgetOthers(kept) {
    for (const id of [...this.#messages.keys()]) if (!kept.has(id)) this.#remove(id);
  }

  #markDays() {
    this.list.querySelectorAll(".day").forEach((mark) => mark.remove());
    let before = "";
    for (const row of [...this.list.children]) {
      const words = day.format(moment(this.#messages.get(Number(row.dataset.messageId))));
      if (words !== before) row.before(el("li", { class: "day" }, el("span", {}, words)));
      before = words;
    }
  }

  /** To the end, but never past the beginning of the newest message. */
  scrollToEnd(first = null) {
    const box = this.scroller;
    const end = box.scrollHeight - box.clientHeight;
    box.scrollTop = first ? Math.min(end, first.offsetTop - 8) : end;
  }

  #noteScroll() {
    const box = this.scroller;
    if (!box.clientHeight) return;
    this.#atEnd = box.scrollHeight - box.clientHeight - box.scrollTop < 60;
    this.toEnd.hidden = this.#atEnd;
  }
}
