// Where a person writes: text, commands, files; and where an own message is changed.

import { Attachments } from "./attachments.js";
import { Commands } from "./commands.js";
import { button, el } from "./dom.js";
import { icon } from "./icons.js";

export class Composer {
  #changing = null;
  #answering = null;
  #draft = "";

  /** `actions`: send(text, answered), sendAll(messages), change(message, text), lastOwn(), notice(text). */
  constructor(name, actions) {
    this.actions = actions;
    this.field = el("textarea", {
      rows: 1, placeholder: "Message", "aria-label": `Message from ${name}`, enterkeyhint: "send", autocomplete: "off", "data-testid": "composer",
      oninput: () => this.#written(), onkeydown: (event) => this.#key(event), onpaste: (event) => this.#pasted(event),
    });
    this.commands = new Commands(this.field, (command, how) => this.#chosen(command, how));
    this.attachments = new Attachments({ send: actions.sendAll, caption: () => this.#take(), notice: actions.notice });
    this.menu = button({ class: "round", "aria-label": "Commands", title: "Commands", hidden: true, "data-testid": "menu", onclick: () => this.commands.toggle() }, icon("menu"));
    this.submit = el("button", { type: "submit", class: "round main", "aria-label": "Send", title: "Send", "data-testid": "send" }, icon("send"));
    this.changing = el("div", { class: "changing", hidden: true }, el("span", { class: "changing-mark" }), el("span", { class: "changing-words" }, ""),
      button({ class: "round", "aria-label": "Do not", onclick: () => this.#stop() }, icon("close")));
    const line = el("form", { class: "line", onsubmit: (event) => this.#submitted(event) },
      this.menu, this.attachments.element, this.field, this.submit);
    this.element = el("div", { class: "composer" }, this.commands.element, this.changing, line);
  }

  set known(commands) {
    this.commands.known = commands;
    this.menu.hidden = !this.commands.any;
  }

  focus() { this.field.focus(); }

  change(message) {
    if (!this.#changing) this.#draft = this.field.value;
    this.#changing = message;
    this.#answering = null;
    this.#concern("edit", `Change “${message.text.slice(0, 60)}”`, "Save the change");
    this.#fill(message.text);
    this.focus();
  }

  /** What is written next answers this message. */
  reply(message) {
    if (this.#changing) this.#stop();
    this.#answering = message;
    this.#concern("reply", `Reply to “${(message.text ?? message.caption ?? "A message").slice(0, 60)}”`, "Send the reply");
    this.focus();
  }

  /** The line above says which message this is about. */
  #concern(mark, words, submit) {
    this.changing.querySelector(".changing-mark").replaceChildren(icon(mark));
    this.changing.querySelector(".changing-words").textContent = words;
    this.changing.hidden = false;
    this.submit.setAttribute("aria-label", submit);
  }

  #stop() {
    if (this.#changing) this.#fill(this.#draft);
    this.#changing = null;
    this.#answering = null;
    this.#draft = "";
    this.changing.hidden = true;
    this.submit.setAttribute("aria-label", "Send");
    this.focus();
  }

  #fill(text) {
    this.field.value = text;
    this.#written();
  }

  #take() {
    const text = this.field.value.trim();
    this.#fill("");
    return text;
  }

  #written() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 132)}px`;
    this.commands.offer(this.field.value);
  }

  #chosen(command, { send }) {
    this.#fill(send ? `/${command}` : `/${command} `);
    this.commands.close();
    this.focus();
    if (send) this.#submitted();
  }

  #key(event) {
    if (this.commands.takes(event) || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) this.#submitted(event);
    else if (event.key === "Escape" && !this.changing.hidden) this.#stop();
    else if (event.key === "ArrowUp" && !this.field.value && this.actions.lastOwn()) {
      event.preventDefault();
      this.change(this.actions.lastOwn());
    }
  }

  #pasted(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.attachments.mixed(files);
  }

  /** What could not be sent stays where it was written. */
  async #submitted(event) {
    event?.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    const changed = this.#changing;
    const done = changed ? this.actions.change(changed, text) : this.actions.send(text, this.#answering);
    this.#fill("");
    if (!(await done)) this.#fill(this.field.value || text);
    else if (!this.changing.hidden) this.#stop();
  }
}
