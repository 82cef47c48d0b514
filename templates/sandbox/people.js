// The people of the sandbox: who they are, whose phones are shown, and adding one.

import * as api from "./api.js";
import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { Phone } from "./phone.js";

const FIRST = ["Sam", "Alex"];
const SHOWN = 2;
const LANGUAGES = { en: "English", es: "Español", fr: "Français", pt: "Português", de: "Deutsch", uk: "Українська", ar: "العربية", zh: "中文" };

export class People {
  #people = [];
  #phones = new Map();
  #recent = [];
  #unread = new Set();
  #bot = null;

  /** `now()` is the time the bots live in. */
  constructor(nav, stage, now) {
    Object.assign(this, { nav, stage, now });
    this.adding = this.#form();
  }

  /** Two people on the first visit; one tab makes them even if several are open. */
  async begin(bot) {
    await navigator.locks.request("people", async () => {
      if ((await api.users()).length) return;
      for (const first_name of FIRST) await api.addUser({ first_name, language_code: "en" });
    });
    this.update(await api.users(), bot);
  }

  /** What the sandbox says now; people who are gone lose their phones, new ones get a place. */
  update(people, bot) {
    this.#people = people;
    this.#bot = bot;
    const known = new Set(people.map((person) => person.chat_id));
    for (const id of [...this.#phones.keys()]) if (!known.has(id)) this.#drop(id);
    this.#recent = this.#recent.filter((id) => known.has(id));
    for (const person of people) if (this.#recent.length < SHOWN && !this.#recent.includes(person.chat_id)) this.#recent.push(person.chat_id);
    this.#draw();
  }

  /** Brings a phone to the front; on a wide page the two last chosen stand side by side. */
  show(person, { focus = false } = {}) {
    this.#recent = [person.chat_id, ...this.#recent.filter((id) => id !== person.chat_id)];
    this.#unread.delete(person.chat_id);
    this.#draw();
    if (focus) this.#phones.get(person.chat_id).focus();
  }

  #draw() {
    const shown = this.#recent.slice(0, SHOWN);
    this.#people.forEach((person, index) => this.#place(person, index + 1, shown));
    this.#pills(shown);
  }

  #place(person, number, shown) {
    const phone = this.#phones.get(person.chat_id) ?? this.#make(person, number);
    phone.update(person, this.#bot);
    if (!shown.includes(person.chat_id)) return phone.close();
    if (!phone.element.isConnected) this.#insert(phone.element, person);
    phone.element.classList.toggle("front", shown[0] === person.chat_id);
    return phone.open();
  }

  #insert(element, person) {
    const order = this.#people.indexOf(person);
    const after = this.#people.slice(order + 1).map(({ chat_id }) => this.#phones.get(chat_id)?.element).find((other) => other?.isConnected);
    this.stage.insertBefore(element, after ?? null);
  }

  #make(person, number) {
    const phone = new Phone(person, number, {
      others: ({ chat_id }) => this.#people.filter((other) => other.chat_id !== chat_id).slice(0, 3),
      openOn: (other, start) => this.#openOn(other, start),
      noticed: ({ chat_id }) => this.#notice(chat_id),
      now: this.now,
    });
    this.#phones.set(person.chat_id, phone);
    return phone;
  }

  #openOn(person, start) {
    this.show(person);
    return this.#phones.get(person.chat_id).write(`/start ${start}`);
  }

  #drop(id) {
    this.#phones.get(id).close();
    this.#phones.delete(id);
  }

  #notice(id) {
    if (this.#phones.get(id).element.checkVisibility()) return;
    this.#unread.add(id);
    this.#pills(this.#recent.slice(0, SHOWN));
  }

  #pills(shown) {
    const wanted = JSON.stringify([this.#people.map((person) => [person.chat_id, person.first_name]), shown, [...this.#unread]]);
    if (this.nav.dataset.drawn === wanted) return;
    this.nav.dataset.drawn = wanted;
    const focused = document.activeElement?.dataset?.person;
    this.nav.replaceChildren(...this.#people.map((person, index) => this.#pill(person, index + 1, shown)), this.adding);
    if (focused) this.nav.querySelector(`[data-person="${focused}"]`)?.focus();
  }

  #pill(person, number, shown) {
    const unread = this.#unread.has(person.chat_id);
    return button({
      class: `pill ${shown[0] === person.chat_id ? "front" : ""} ${unread ? "unread" : ""}`,
      "aria-pressed": String(shown.includes(person.chat_id)), "data-person": person.chat_id, "data-testid": `person-${number}`,
      "aria-label": unread ? `${person.first_name}, new message` : null, onclick: (event) => this.show(person, { focus: event.detail === 0 }),
    }, person.first_name);
  }

  #form() {
    const name = el("input", { name: "first_name", required: true, maxlength: 64, autocomplete: "off", id: "new-name", "data-testid": "add-name" });
    const language = el("select", { name: "language_code", id: "new-language" }, Object.entries(LANGUAGES).map(([code, words]) => el("option", { value: code }, words)));
    const form = el("form", { class: "sheet" }, el("label", { for: "new-name" }, "First name"), name,
      el("label", { for: "new-language" }, "Language of the phone"), language, el("button", { class: "main", "data-testid": "add-go" }, "Add"));
    const box = el("details", { class: "drop add", "data-testid": "add" }, el("summary", { "aria-label": "Add a person", title: "Add a person" }, icon("add")), form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const person = await api.addUser({ first_name: name.value.trim(), language_code: language.value });
      box.open = false;
      form.reset();
      this.update(await api.users(), this.#bot);
      this.show(person);
    });
    return box;
  }
}
