// What one person does, written down as a script: `companion` plays it without Telegram, to the same words.

const MINUTE_MS = 60_000;
const UNITS = [["day", 1440], ["hour", 60], ["minute", 1]];

const minuteOf = (date) => Math.floor(date.getTime() / MINUTE_MS);
const inOneLine = (words) => words.trim().split(/\s*\n\s*/).join(" ");

function duration(minutes) {
  const [unit, size] = UNITS.find(([, length]) => minutes % length === 0);
  const count = minutes / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

export class Script {
  #lines = [];

  /** `begins` and `now()` are times the bot lives in. Whole minutes count: no screen shows more. */
  constructor(person, begins, now) {
    Object.assign(this, { person, now });
    this.begins = minuteOf(begins);
    this.told = this.begins;
  }

  /** Adds a step, and before it the time since the last; returns what takes it back. */
  add(what, detail) {
    this.#passTime();
    const line = `${what}: ${inOneLine(detail)}`;
    this.#lines.push(line);
    return () => this.#lines.splice(this.#lines.lastIndexOf(line), 1);
  }

  #passTime() {
    const minutes = minuteOf(this.now()) - this.told;
    if (minutes <= 0) return;
    this.#lines.push(`Time passes: ${duration(minutes)}`);
    this.told += minutes;
  }

  /** The whole of it, as a transcript that has not been played yet. */
  text() {
    this.#passTime();
    const { first_name, language_code } = this.person;
    const begins = new Date(this.begins * MINUTE_MS).toISOString().replace(".000Z", "+00:00");
    const head = [`# What ${first_name} did`, "Recorded in the sandbox.", `Begins: ${begins}\nLanguage: ${language_code ?? "en"}`, "---"];
    return `${[...head, ...this.#lines].join("\n\n")}\n`;
  }
}

/** How the script names what was sent; "" for what it has no word for. */
export function sent(message) {
  const [kind] = Object.keys(message);
  const name = { photo: "a picture", voice: "a voice message", document: "a file" }[kind] ?? "";
  return message[kind].caption ? `${name}, saying ${message[kind].caption}` : name;
}

export function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
