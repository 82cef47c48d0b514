// The wire to one chat: the whole list first, and again after any trouble; then only what is new.

import { again } from "./again.js";
import { messages } from "./api.js";

const POLL_SECONDS = 20;

export class Chat {
  #closing = null;

  /** `listed(messages, {whole})` is called with everything the sandbox tells. */
  constructor(id, listed) {
    Object.assign(this, { id, listed });
  }

  open() {
    if (this.#closing) return;
    this.#closing = new AbortController();
    const place = { revision: 0, whole: true };
    again((signal) => this.#step(place, signal), { signal: this.#closing.signal, failed: () => { place.whole = true; } });
  }

  close() {
    this.#closing?.abort();
    this.#closing = null;
  }

  /** Another bot, so another conversation. */
  reopen() {
    if (!this.#closing) return;
    this.close();
    this.open();
  }

  async #step(place, signal) {
    const { whole } = place;
    const fresh = await messages(this.id, whole ? 0 : place.revision, whole ? 0 : POLL_SECONDS, signal);
    if (signal.aborted) return;
    this.listed(fresh, { whole });
    place.revision = Math.max(whole ? 0 : place.revision, ...fresh.map((message) => message.revision));
    place.whole = false;
  }
}
