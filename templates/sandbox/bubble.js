// One message as it stands in the conversation.

import { button, el, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { keyboard } from "./keyboard.js";
import { startOf } from "./links.js";
import { media } from "./media.js";
import { rich } from "./richtext.js";

export const isOwn = (message) => message.from ? !message.from.is_bot : false;
export const moment = (message) => new Date(message.date * 1000);
const time = new Intl.DateTimeFormat([], { hour: "numeric", minute: "2-digit" });

/** The plain words of a message, as a screen reader should hear them when it comes. */
export function spoken(message) {
  const words = message.text ?? message.caption ?? "";
  const kind = message.photo ? "Picture. " : message.document ? `File ${message.document.file_name ?? ""}. ` : message.voice ? "Voice message. " : "";
  const keys = (message.reply_markup?.inline_keyboard ?? []).flat().map((key) => key.text);
  return `${kind}${words}${keys.length ? ` Buttons: ${keys.join(", ")}.` : ""}`;
}

export function bubble(message, actions) {
  const own = isOwn(message);
  const box = el("div", { class: "bubble" }, unseen(own ? "You: " : ""), quoted(message), media(message), words(message, actions), meta(message, own));
  return el("li", {
    class: `message ${own ? "out" : "in"}`,
    tabindex: -1,
    "data-message-id": message.message_id,
    "data-testid": "message",
  }, own ? editing(message, actions) : null, box, keyboard(message, actions), elsewhere(message, actions), replying(message, actions));
}

function words(message, actions) {
  const html = message.html ?? "";
  if (html) return el("div", { class: "words", dir: "auto" }, rich(html, actions));
  const plain = message.text ?? message.caption;
  if (plain) return el("div", { class: "words", dir: "auto" }, plain);
  return media(message) ? null : el("p", { class: "other" }, "A kind of message this page does not show.");
}

function meta(message, own) {
  return el("span", { class: "meta" }, message.edited ? el("span", { class: "edited" }, "edited ") : null,
    el("time", { datetime: moment(message).toISOString() }, time.format(moment(message))),
    own ? el("span", { class: "tick", "aria-hidden": "true" }, " ✓") : null);
}

function quoted(message) {
  const earlier = message.reply_to_message;
  if (!earlier) return null;
  return el("p", { class: "reply" }, (earlier.text ?? earlier.caption ?? "A message").slice(0, 120));
}

function editing(message, actions) {
  if (message.text === undefined) return null;
  return button({ class: "edit", "aria-label": "Edit this message", title: "Edit", "data-testid": "edit", onclick: () => actions.edit(message) }, icon("edit"));
}

function replying(message, actions) {
  return button({ class: "edit answer", "aria-label": "Reply to this message", title: "Reply", "data-testid": "reply", onclick: () => actions.reply(message) }, icon("reply"));
}

/** An invite is meant for someone else: Telegram has no such button, but here the other phone is at hand. */
function elsewhere(message, actions) {
  const start = invitation(message);
  const others = start && !isOwn(message) ? actions.others() : [];
  if (!others.length) return null;
  return el("div", { class: "elsewhere" }, others.map((person) =>
    button({ class: "small", onclick: () => actions.openOn(person, start) }, icon("phone"), `Open on ${person.first_name}’s phone`)));
}

function invitation(message) {
  const keys = (message.reply_markup?.inline_keyboard ?? []).flat().map((key) => key.url ?? key.copy_text?.text);
  const linked = (message.entities ?? message.caption_entities ?? []).map((entity) => entity.url);
  const written = (message.text ?? message.caption ?? "").match(/\S*t\.me\/\S+/gi) ?? [];
  return [...keys, ...linked, ...written].map((address) => startOf(address ?? "")).find(Boolean) ?? null;
}
