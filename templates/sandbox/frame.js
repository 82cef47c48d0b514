// What a phone looks like around its conversation: head, welcome, and the foot where one writes or starts.

import { button, el } from "./dom.js";
import { icon } from "./icons.js";

export class Frame {
  /** `does`: block(), start(), record(), drop(files). `parts`: the conversation, composer and notices elements. */
  constructor({ first_name }, number, parts, does) {
    this.avatar = el("span", { class: "avatar", "aria-hidden": "true" });
    this.name = el("h2", {}, "Bot");
    this.mood = el("p", { class: "mood", "data-testid": "typing" }, "bot");
    this.blocking = button({ role: "menuitem", "data-testid": "block", onclick: does.block });
    this.recording = button({ role: "menuitem", "data-testid": "record", onclick: does.record });
    this.more = el("details", { class: "drop", "data-testid": "more" },
      el("summary", { "aria-label": `More on ${first_name}’s phone`, title: "More" }, icon("more")),
      el("div", { class: "sheet", role: "menu", "aria-label": "More" }, this.recording, this.blocking));
    this.showRecording(false);
    this.about = el("div", { class: "about", "data-testid": "about" });
    this.welcome = el("div", { class: "welcome", hidden: true }, this.about);
    this.start = button({ class: "wide", hidden: true, "data-testid": "start", onclick: does.start }, "Start");
    this.comeBack = button({ class: "wide", hidden: true, "data-testid": "unblock", onclick: does.block }, "Unblock");
    this.composer = parts.composer;
    this.element = el("section", {
      class: "phone", "aria-label": `${first_name}’s phone`, "data-testid": `phone-${number}`,
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => { event.preventDefault(); does.drop([...event.dataTransfer.files]); },
    },
    el("div", { class: "phone-top" }, el("time", { "data-clock": "time" }), el("span", {}, `${first_name}’s phone`)),
    el("div", { class: "phone-head" }, this.avatar, el("div", { class: "phone-names" }, this.name, this.mood), this.more),
    parts.conversation, this.welcome, parts.notices,
    el("div", { class: "phone-foot" }, parts.composer, this.start, this.comeBack));
  }

  showBot(bot) {
    const name = bot?.first_name ?? "Waiting for the bot";
    this.name.textContent = name;
    this.avatar.textContent = bot ? name.split(" ").slice(0, 2).map((word) => word[0]).join("") : "…";
    const words = bot?.description ?? "";
    if (this.about.dataset.words === words) return;
    this.about.dataset.words = words;
    this.about.replaceChildren(...(words ? [el("h3", {}, "What can this bot do?"), el("p", {}, words)] : [el("p", {}, "No messages here yet.")]));
  }

  showPerson({ typing, blocked }) {
    this.mood.textContent = typing ? "typing…" : "bot";
    this.mood.classList.toggle("is-typing", Boolean(typing));
    this.blocking.replaceChildren(icon("block"), blocked ? "Unblock the bot" : "Block the bot");
  }

  showRecording(on) {
    this.element?.classList.toggle("is-recorded", on);
    this.recording.replaceChildren(icon(on ? "save" : "record"), on ? "Save script" : "Record a script");
  }

  /** An empty chat begins with Start, a blocked one with Unblock; else there is somewhere to write. */
  offer({ empty, blocked }) {
    this.welcome.hidden = !empty;
    this.comeBack.hidden = !blocked;
    this.start.hidden = blocked || !empty;
    this.composer.hidden = blocked || empty;
  }
}
