// The buttons under a bot's message, and what happens while one is pressed.

import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { link } from "./links.js";

/** Rows of buttons, or null if the message has none. */
export function keyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  const words = "Buttons of this message";
  return el("div", { class: "keyboard", role: "group", "aria-label": words, onpointerdown: keepFocus },
    rows.map((row) => el("div", { class: "keyboard-row" }, row.map((item) => one(message, item, actions)))));
}

/** A press by mouse or finger leaves the cursor in the text that is being written. */
function keepFocus(event) {
  event.preventDefault();
}

function one(message, item, actions) {
  const look = `key ${item.style ? `key-${item.style}` : ""}`.trim();
  if (item.callback_data !== undefined) return pressable(message, item, look, actions);
  if (item.copy_text) return copying(item, look, actions);
  if (item.url ?? item.web_app?.url) return link(item.url ?? item.web_app.url, item.text, actions, look);
  return button({ class: look, onclick: () => actions.notice("This page has no other chats to choose from.") }, item.text);
}

function pressable(message, item, look, actions) {
  const pressed = async (event) => {
    if (key.getAttribute("aria-busy") === "true") return;
    key.setAttribute("aria-busy", "true");
    try {
      await actions.press(message, item, { byKeyboard: event.detail === 0 });
    } finally {
      key.removeAttribute("aria-busy");
    }
  };
  const key = button({ class: look, onclick: pressed }, item.text);
  return key;
}

function copying(item, look, actions) {
  const copy = () => actions.copy(item.copy_text.text);
  return button({ class: look, onclick: copy }, item.text, icon("copy"));
}
