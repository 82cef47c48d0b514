// Building elements without markup strings, so that nothing a bot or a person wrote is ever parsed as a page.

/** el("button", {class: "main", "aria-label": "Send", onclick}, "Send") */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? "" : value);
}

/** A button that submits nothing. */
export function button(attributes, ...children) {
  return el("button", { type: "button", ...attributes }, ...children);
}

/** Words for a screen reader only. */
export function unseen(...words) {
  return el("span", { class: "unseen" }, ...words);
}

/** The accessible words of a live region: emptied first, so that the same sentence twice is heard twice. */
export function say(region, words) {
  region.textContent = "";
  setTimeout(() => { region.textContent = words; }, 60);
}
