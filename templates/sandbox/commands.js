// The bot's commands: listed by the menu button, offered while "/…" is being written.

import { button, el, say } from "./dom.js";

let lists = 0;

export class Commands {
  #all = [];
  #shown = [];
  #at = 0;

  constructor(field, choose) {
    this.field = field;
    this.choose = choose;
    this.id = `commands-${lists += 1}`;
    this.heard = el("div", { class: "unseen", role: "status", "aria-live": "polite" });
    this.list = el("div", { class: "commands", id: this.id, role: "listbox", "aria-label": "Commands", hidden: true, "data-testid": "commands" });
    this.element = el("div", {}, this.list, this.heard);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.id);
  }

  set known(commands) { this.#all = commands; }
  get any() { return this.#all.length > 0; }
  get open() { return !this.list.hidden; }

  /** Shows those that begin with what is written, nothing if it is no command. */
  offer(written) {
    const begun = /^\/(\w*)$/.exec(written);
    this.#show(begun ? this.#all.filter((item) => item.command.startsWith(begun[1].toLowerCase())) : []);
  }

  toggle() {
    this.#show(this.open ? [] : this.#all);
    this.field.focus();
  }

  close() { this.#show([]); }

  /** True if the key was for the list. */
  takes(event) {
    if (!this.open) return false;
    const picked = this.#shown[this.#at].command;
    const keys = {
      ArrowDown: () => this.#mark(this.#at + 1),
      ArrowUp: () => this.#mark(this.#at - 1),
      Escape: () => this.close(),
      Enter: () => this.choose(picked, { send: true }),
      Tab: () => this.choose(picked, { send: false }),
    };
    if (!(event.key in keys) || event.shiftKey || event.isComposing) return false;
    event.preventDefault();
    keys[event.key]();
    return true;
  }

  #show(commands) {
    const changed = commands.length !== this.#shown.length;
    this.#shown = commands;
    this.list.hidden = commands.length === 0;
    this.list.replaceChildren(...commands.map((item, index) => this.#option(item, index)));
    if (!commands.length) return this.field.removeAttribute("aria-activedescendant");
    if (changed) say(this.heard, `${commands.length} commands. Arrow keys choose, Enter sends.`);
    return this.#mark(0);
  }

  #option({ command, description }, index) {
    return button({
      class: "command", id: `${this.id}-${index}`, role: "option", tabindex: -1,
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => this.choose(command, { send: true }),
    }, el("span", { class: "command-name" }, `/${command}`), " ", el("span", { class: "command-words" }, description));
  }

  #mark(at) {
    this.#at = (at + this.#shown.length) % this.#shown.length;
    [...this.list.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === this.#at));
    });
    this.list.children[this.#at].scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", `${this.id}-${this.#at}`);
  }
}
