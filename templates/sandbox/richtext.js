// Telegram's formatting, rebuilt element by element: whatever is not on the list keeps its words and loses its tag.

import { button, el } from "./dom.js";
import { link, linkified } from "./links.js";

const SAME = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s", CODE: "code", PRE: "pre" };

/** A document fragment for the sandbox's "html" of a message. */
export function rich(html, actions) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  fragment.append(...children(parsed.body, actions));
  return fragment;
}

const children = (node, actions) => [...node.childNodes].flatMap((child) => rebuilt(child, actions));

function rebuilt(node, actions) {
  if (node.nodeType === Node.TEXT_NODE) return linkified(node.data, actions);
  if (node.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE"].includes(node.tagName)) return [];
  const inside = children(node, actions);
  if (node.tagName === "A") return [link(node.getAttribute("href") ?? "", node.textContent, actions)];
  if (node.tagName === "BLOCKQUOTE") return [quote(inside, node.hasAttribute("expandable"))];
  if (node.tagName === "TG-SPOILER" || node.classList.contains("tg-spoiler")) return [spoiler(inside)];
  if (node.tagName === "BR") return ["\n"];
  return node.tagName in SAME ? [el(SAME[node.tagName], {}, ...inside)] : inside;
}

function spoiler(inside) {
  const hidden = el("span", { class: "spoiler-words", "aria-hidden": "true" }, ...inside);
  const cover = el("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Hidden words. Show them" }, hidden);
  const show = () => {
    cover.replaceWith(...hidden.childNodes);
  };
  cover.addEventListener("click", show);
  cover.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    show();
  });
  return cover;
}

function quote(inside, folds) {
  const words = el("blockquote", {}, ...inside);
  return folds ? folding(words) : words;
}

/** Shows three lines and a button for the rest; a quote that fits gets no button. */
function folding(words) {
  const toggle = button({ class: "unfold", "aria-expanded": "false" }, "Show more");
  const box = el("div", { class: "quote folded" }, words, toggle);
  const fold = (folded) => {
    box.classList.toggle("folded", folded);
    toggle.setAttribute("aria-expanded", String(!folded));
    toggle.textContent = folded ? "Show more" : "Show less";
  };
  toggle.addEventListener("click", () => fold(toggle.getAttribute("aria-expanded") === "true"));
  new ResizeObserver(() => {
    if (box.classList.contains("folded")) toggle.hidden = words.scrollHeight <= words.clientHeight + 2;
  }).observe(words);
  return box;
}
