// The time the bots live in: shown, and moved forward.

import * as api from "./api.js";

const face = new Intl.DateTimeFormat([], { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
const time = new Intl.DateTimeFormat([], { hour: "numeric", minute: "2-digit" });
const DAY_S = 86_400;

/** How far the sandbox is ahead, in words; "" if it is (about) real time. */
export function ahead(seconds) {
  if (seconds < 60) return "";
  const days = Math.floor(seconds / DAY_S);
  const hours = Math.round((seconds % DAY_S) / 360) / 10;
  const parts = [days && `${days} ${days === 1 ? "day" : "days"}`, hours && `${hours} h`].filter(Boolean);
  return parts.length ? `${parts.join(" ")} ahead` : `${Math.round(seconds / 60)} min ahead`;
}

const local = (date) => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

export class Clock {
  #offset = 0;

  /** `trouble(text)` shows why the clock did not move. */
  constructor(element, trouble) {
    Object.assign(this, { element, trouble });
    this.form = element.querySelector("form");
    this.input = this.form.querySelector("input");
    for (const key of element.querySelectorAll("[data-advance]")) key.addEventListener("click", () => this.#move(() => api.advance(Number(key.dataset.advance))));
    this.form.addEventListener("submit", (event) => this.#submitted(event));
    this.form.parentElement.addEventListener("toggle", () => { this.input.value = local(this.now); });
    setInterval(() => this.#draw(), 1000);
  }

  get now() { return new Date(Date.now() + this.#offset); }

  /** How often it was told the time: an answer that was asked for before that may be an old one. */
  told = 0;

  update({ now }) {
    this.told += 1;
    this.#offset = new Date(now).getTime() - Date.now();
    this.#draw();
  }

  #draw() {
    const shown = this.element.querySelector("time");
    shown.textContent = face.format(this.now).replace(/ (?=\S+$)/, "\u00a0");
    shown.dateTime = this.now.toISOString();
    this.element.querySelector(".clock-ahead").textContent = ahead(this.#offset / 1000);
    for (const other of document.querySelectorAll("[data-clock=time]")) other.textContent = time.format(this.now);
  }

  async #submitted(event) {
    event.preventDefault();
    if (await this.#move(() => api.moveTo(new Date(this.input.value).toISOString()))) this.form.parentElement.open = false;
  }

  async #move(step) {
    try {
      this.update(await step());
      return true;
    } catch (error) {
      this.trouble(error instanceof api.Refused ? error.message : "The sandbox does not answer, so the clock did not move.");
      return false;
    }
  }
}
