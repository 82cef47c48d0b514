// Every <details class="drop"> is a menu: Escape or a click elsewhere closes it, arrows walk its items.

const open = () => [...document.querySelectorAll("details.drop[open]")];

export function close(menu, { refocus = false } = {}) {
  menu.open = false;
  if (refocus) menu.querySelector("summary").focus();
}

function walk(event, menu) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!items.length || !step) return;
  event.preventDefault();
  const at = items.indexOf(document.activeElement);
  items[at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length].focus();
}

function onKey(event) {
  const menu = event.target.closest?.("details.drop[open]") ?? open().at(-1);
  if (!menu) return;
  if (event.key === "Escape") {
    event.preventDefault();
    close(menu, { refocus: true });
  } else walk(event, menu);
}

function onPoint(event) {
  for (const menu of open()) if (!menu.contains(event.target)) close(menu);
}

/** Once, at the start. */
export function listen() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", onPoint);
}
