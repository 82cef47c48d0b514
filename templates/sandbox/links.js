// Links in messages: ordinary ones open a new tab, t.me/<bot>?start=X is pressed like in Telegram, /commands are sent.

import { button, el } from "./dom.js";

const FOUND = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]|\bt\.me\/[^\s<>"']*[^\s<>"'.,;:!?)\]]|(?<![^\s(])\/[a-z][a-z0-9_]{0,31}\b)/gi;
const SAFE = ["http:", "https:", "tel:", "mailto:"];
const TELEGRAM = ["t.me", "telegram.me", "www.t.me"];

function parsed(address) {
  try {
    return new URL(/^t\.me\//i.test(address) ? `https://${address}` : address);
  } catch {
    return null;
  }
}

/** The X of t.me/<bot>?start=X, also when wrapped in Telegram's share link; null if there is none. */
export function startOf(address) {
  const url = parsed(address);
  if (!url || !TELEGRAM.includes(url.hostname)) return null;
  if (url.pathname === "/share/url") return startOf(url.searchParams.get("url") ?? "");
  return url.searchParams.get("start");
}

/** What a share link would hand to the chosen chat: {address, text}, or null. */
export function shareOf(address) {
  const url = parsed(address);
  if (!url || !TELEGRAM.includes(url.hostname) || url.pathname !== "/share/url") return null;
  return { address: url.searchParams.get("url") ?? "", text: url.searchParams.get("text") ?? "" };
}

/** One link; an address of another kind than the safe ones stays plain words. */
export function link(address, words, actions, look = "link") {
  const url = parsed(address);
  const start = startOf(address);
  const share = shareOf(address);
  if (share) return button({ class: look, onclick: () => actions.share(share) }, words);
  if (start) return button({ class: look, onclick: () => actions.send(`/start ${start}`) }, words);
  if (!url || !SAFE.includes(url.protocol)) return el("span", {}, words);
  return el("a", { class: look, href: url.href, target: "_blank", rel: "noopener noreferrer" }, words);
}

/** Plain words, with addresses and commands made pressable. */
export function linkified(words, actions) {
  return words.split(FOUND).map((part, index) => {
    if (index % 2 === 0) return part;
    if (part.startsWith("/")) return button({ class: "link", onclick: () => actions.send(part) }, part);
    return link(part, part, actions);
  });
}
