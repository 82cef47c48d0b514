// On to the bot's next message. Only the bot knows when it will write, so the clock goes hour by hour until it does.

import { pause } from "./again.js";
import * as api from "./api.js";

const STEP_S = 3600;
const MOST_STEPS = 14 * 24;
const REST_MS = 400; // for the bot to notice, think and write
const MESSAGE = /^(send(?!chataction)|copymessage|forwardmessage)/i;

export class Next {
  #walking = null;
  #after = 0;

  /** `moved(clock)` after each step; `tell(text)` says how it ended. */
  constructor(button, { moved, tell }) {
    Object.assign(this, { button, moved, tell });
    button.addEventListener("click", () => (this.#walking ? this.#walking.abort() : this.#walk()));
  }

  async #walk() {
    this.#walking = new AbortController();
    this.button.textContent = "Stop";
    try {
      this.tell(await this.#steps(this.#walking.signal));
    } catch (error) {
      this.tell(error instanceof api.Refused ? error.message : "The sandbox does not answer, so the clock stopped.");
    } finally {
      this.#walking = null;
      this.button.textContent = "Next";
    }
  }

  async #steps(signal) {
    await this.#hasWritten();
    for (let step = 1; step <= MOST_STEPS; step += 1) {
      this.moved(await api.advance(STEP_S));
      await pause(REST_MS, signal);
      const hours = step === 1 ? "an hour" : `${step} hours`;
      if (await this.#hasWritten()) return `The bot wrote within ${hours}.`;
      if (signal.aborted) return `Stopped after ${hours}.`;
    }
    return "The bot wrote nothing for 14 days.";
  }

  /** Whether a message of a bot has come since this was last asked. */
  async #hasWritten() {
    const calls = await api.requests(this.#after);
    this.#after = Math.max(this.#after, ...calls.map((call) => call.seq));
    return calls.some(({ method, status }) => status === 200 && MESSAGE.test(method));
  }
}
