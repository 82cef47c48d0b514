// Files and pictures a person sends: from the menu, dropped on the phone, or pasted.

import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { close } from "./menus.js";
import { record } from "./voice.js";

/** The bytes of a file in base64, as the control API wants them. */
export function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(new Error("The file could not be read."));
    reader.readAsDataURL(blob);
  });
}

/** The control API's words for these files; several pictures at once are one album. */
async function described(files, kind, caption) {
  const album = kind === "photo" && files.length > 1 ? { media_group_id: String(Date.now()) } : {};
  return Promise.all(files.map(async (file, index) => {
    const content_base64 = await base64(file);
    const words = caption && index === 0 ? { caption } : {};
    if (kind === "photo") return { photo: { content_base64, ...words, ...album } };
    if (kind === "voice") return { voice: { content_base64 } };
    return { document: { file_name: file.name, content_base64, ...words } };
  }));
}

export class Attachments {
  /** `send(list of messages)`, `caption()` takes the words being written, `notice(text)`. */
  constructor({ send, caption, notice }) {
    Object.assign(this, { send, caption, notice });
    const pick = (kind, accept, label) => {
      const input = el("input", { type: "file", hidden: true, multiple: kind !== "voice", accept, "data-testid": `file-${label}` });
      input.addEventListener("change", () => { this.files([...input.files], kind); input.value = ""; });
      return input;
    };
    const photo = pick("photo", "image/*", "photo");
    const file = pick("document", "", "document");
    const sound = pick("voice", "audio/*", "voice");
    const item = (name, words, action) => button({ role: "menuitem", onclick: () => { close(this.element); action(); } }, icon(name), words);
    this.element = el("details", { class: "drop attach", "data-testid": "attach" },
      el("summary", { "aria-label": "Attach", title: "Attach" }, icon("attach")),
      el("div", { class: "sheet", role: "menu", "aria-label": "Attach" },
        item("photo", "Photo", () => photo.click()),
        item("file", "File", () => file.click()),
        item("voice", "Record a voice message", () => this.#record()),
        item("sound", "Sound file as voice message", () => sound.click())),
      photo, file, sound);
  }

  async files(files, kind) {
    if (!files.length) return;
    try {
      await this.send(await described(files, kind, this.caption()));
    } catch (error) {
      this.notice(error.message);
    }
  }

  /** Dropped or pasted: pictures go as pictures, the rest as files. */
  async mixed(files) {
    const isPicture = (file) => /^image\/(png|jpeg|webp)$/.test(file.type);
    await this.files(files.filter(isPicture), "photo");
    await this.files(files.filter((file) => !isPicture(file)), "document");
  }

  async #record() {
    try {
      const sound = await record();
      if (sound) await this.files([sound], "voice");
    } catch {
      this.notice("There is no microphone here. A sound file can be sent as a voice message instead.");
    }
  }
}
