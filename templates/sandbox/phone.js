// One person's phone: their private chat with the bot.

import * as api from "./api.js";
import { isOwn, spoken } from "./bubble.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { el, say } from "./dom.js";
import { Frame } from "./frame.js";
import { close } from "./menus.js";
import { alert, ask, Notices } from "./notices.js";
import { save, Script, sent } from "./script.js";

const FOLLOW_MS = 6000;

export class Phone {
  #followUntil = 0;
  #focusFrom = Infinity;
  #listed = false;
  #bot = null;
  #script = null;

  /** `street`: others(person), openOn(person, start), noticed(person), now(). */
  constructor(person, number, street) {
    Object.assign(this, { person, street });
    const actions = this.#actions();
    this.notices = new Notices();
    this.conversation = new Conversation(`Messages on ${person.first_name}’s phone`, actions);
    this.composer = new Composer(person.first_name, actions);
    this.chat = new Chat(person.chat_id, (fresh, how) => this.#heard(fresh, how));
    this.frame = new Frame(person, number,
      { conversation: this.conversation.element, composer: this.composer.element, notices: this.notices.element },
      { start: (event) => this.#start(event), block: () => this.#toggleBlock(), record: () => this.#record(), drop: (files) => this.composer.attachments.mixed(files) });
    this.aloud = el("div", { class: "unseen", role: "log", "aria-live": "polite", "data-testid": "aloud" });
    this.element = this.frame.element;
    this.element.append(this.aloud);
  }

  open() { this.chat.open(); }

  close() {
    this.chat.close();
    this.element.remove();
  }

  focus() { [this.composer.field, this.frame.start, this.frame.comeBack].find((element) => element.checkVisibility())?.focus(); }

  /** Shows what the sandbox says of this person and of the bot. */
  update(person, bot) {
    this.person = person;
    if (this.#bot?.id !== bot?.id) this.chat.reopen();
    this.#bot = bot;
    this.composer.known = bot?.commands ?? [];
    this.frame.showBot(bot);
    this.frame.showPerson(person);
    this.#offer();
  }

  #offer() {
    if (this.#listed) this.frame.offer({ empty: this.conversation.size === 0, blocked: Boolean(this.person.blocked) });
  }

  /** What messages, buttons and the composer may ask of this phone. */
  #actions() {
    const id = this.person.chat_id;
    return {
      send: (text, answered) => this.write(text, answered),
      sendAll: (list) => list.reduce(async (done, message) => (await done) && this.#step("Parent sends", sent(message), () => api.write(id, message)), Promise.resolve(true)),
      change: (message, text) => this.#step("Parent edits", text, () => api.edit(id, message.message_id, text)),
      press: (message, item, how) => this.#press(message, item, how),
      edit: (message) => this.composer.change(message),
      reply: (message) => this.composer.reply(message),
      lastOwn: () => this.conversation.lastOwn,
      copy: (text) => this.#copy(text),
      share: (share) => this.#share(share),
      others: () => this.street.others(this.person),
      openOn: (other, start) => this.street.openOn(other, start),
      notice: (text) => this.notices.show(text),
    };
  }

  /** True if the sandbox took it; else its reason is shown. */
  async #done(sent) {
    try {
      await sent;
      return true;
    } catch (error) {
      this.notices.show(error instanceof api.Refused ? error.message : "The sandbox does not answer. Please try again in a moment.");
      return false;
    }
  }

  /** Says something, perhaps in reply to a message. */
  write(text, answered) {
    const message = { text, reply_to_message_id: answered?.message_id };
    return this.#step("Parent types", text, () => api.write(this.person.chat_id, message));
  }

  /** One act of the person: done, and written down while a script is recorded. */
  async #step(what, detail, act) {
    const takeBack = this.#script?.add(what, detail);
    const done = await this.#done(act());
    if (!done) takeBack?.();
    return done;
  }

  /** Begins a script, or saves the one begun. It replays from an empty chat. */
  async #record() {
    close(this.frame.more, { refocus: true });
    if (this.#script) save(`${this.person.first_name.toLowerCase()}.md`, this.#script.text());
    this.#script = this.#script ? null : await this.#begun();
    this.frame.showRecording(this.#script !== null);
    this.notices.show(this.#script ? "Recording. A script replays from an empty chat, so begin with Start." : "The script is saved.");
  }

  async #begun() {
    const { now } = await api.clock();
    return new Script(this.person, new Date(now), this.street.now);
  }

  async #start(event) {
    this.#follow(event.detail === 0);
    await this.write("/start");
  }

  async #press(message, item, { byKeyboard }) {
    this.#follow(byKeyboard);
    const press = () => api.press(this.person.chat_id, message.message_id, item.callback_data);
    await this.#step("Parent taps", item.text, () => press().then((answer) => this.#answered(answer)));
  }

  #answered({ answered, text, show_alert }) {
    if (!answered) this.notices.show("The bot has not answered yet.");
    else if (text && show_alert) alert(this.#bot?.first_name ?? "Bot", text);
    else if (text) this.notices.show(text);
  }

  async #copy(text) {
    await navigator.clipboard.writeText(text).then(() => this.notices.show("Copied."), () => this.notices.show(text));
  }

  #share({ address, text }) {
    const whole = [text, address].filter(Boolean).join("\n");
    ask("Share", el("p", {}, whole), [["Copy", () => this.#copy(whole)], ["Close"]], { testid: "share" });
  }

  async #toggleBlock() {
    const { blocked, chat_id } = this.person;
    close(this.frame.more);
    if (!(await this.#done(blocked ? api.unblock(chat_id) : api.block(chat_id)))) return;
    this.update({ ...this.person, blocked: !blocked }, this.#bot);
    this.focus();
  }

  #heard(fresh, { whole }) {
    const within = this.conversation.contains(document.activeElement) || document.activeElement === this.frame.start;
    const noticed = this.conversation.apply(fresh, { whole, follow: this.#following });
    this.#listed = true;
    this.#offer();
    if (!whole) this.#announce(noticed.filter((message) => !isOwn(message) && !message.deleted), within);
  }

  #announce(news, within) {
    if (!news.length) return;
    this.frame.showPerson({ ...this.person, typing: false });
    say(this.aloud, news.map((message) => `${message.edited ? "Changed: " : ""}${spoken(message)}`).join(" "));
    this.street.noticed(this.person);
    if (within || document.activeElement === document.body) this.#focusOn(newest(news));
  }

  /** What a press brings comes into view; after one by keyboard it gets the focus, so that Tab reaches its buttons. */
  #follow(byKeyboard) {
    this.#followUntil = Date.now() + FOLLOW_MS;
    this.#focusFrom = byKeyboard ? 0 : Infinity;
  }

  /** Never back to an older message that merely lost its buttons. */
  #focusOn(message) {
    if (!this.#following || message.message_id < this.#focusFrom) return;
    this.#focusFrom = message.message_id;
    this.conversation.focus(message);
  }

  get #following() { return Date.now() < this.#followUntil; }
}

const newest = (messages) => messages.reduce((one, other) => (one.message_id > other.message_id ? one : other));
