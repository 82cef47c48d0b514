// Faults of accessibility in the page as it stands, each as a sentence; an empty list is what we want.
() => {
  const faults = [];
  const name = (element) => `<${element.tagName.toLowerCase()} ${element.dataset.testid ?? element.className}>`;
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  const words = (element) => [...element.childNodes].map((node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    return node.nodeType === Node.ELEMENT_NODE && node.ariaHidden !== "true" ? node.alt ?? words(node) : "";
  }).join("").trim();
  const called = (element) => element.ariaLabel
    || [...(element.labels ?? [])].map(words).join(" ")
    || document.getElementById(element.getAttribute("aria-labelledby"))?.textContent
    || words(element) || element.alt || element.title;

  const CONTROLS = "button, a[href], input:not([type=hidden]):not([hidden]), select, textarea, summary, audio, img, dialog, section, nav, [role=button], [role=menu], [role=listbox], [tabindex='0']";
  for (const element of document.querySelectorAll(CONTROLS)) {
    if (visible(element) && !called(element)) faults.push(`${name(element)} has no name`);
    if (element.tabIndex > 0) faults.push(`${name(element)} jumps the focus order`);
  }

  const TARGETS = "button, summary, select, textarea, input:not([type=checkbox]), .key, [role=menuitem]";
  for (const element of document.querySelectorAll(TARGETS)) {
    if (!visible(element) || element.matches(".link")) continue;
    const { width, height } = element.getBoundingClientRect();
    if (width < 24 || height < 24) faults.push(`${name(element)} is too small to touch`);
  }

  for (const attribute of ["aria-controls", "aria-labelledby", "for", "aria-activedescendant"]) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      if (!document.getElementById(element.getAttribute(attribute))) faults.push(`${name(element)} points nowhere by ${attribute}`);
    }
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  if (new Set(ids).size < ids.length) faults.push("an id is used twice");
  if (!document.documentElement.lang) faults.push("the page names no language");
  for (const tag of ["h1", "main"]) if (document.querySelectorAll(tag).length !== 1) faults.push(`there is not one <${tag}>`);
  if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");

  // Contrast: the words' colour against every colour that may lie under them.
  const parse = (colour) => { const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
  const over = (top, under) => Object.fromEntries(["r", "g", "b"].map((part) => [part, top[part] * top.a + under[part] * (1 - top.a)]).concat([["a", 1]]));
  const light = ({ r, g, b }) => [r, g, b].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ratio = (one, other) => { const [low, high] = [light(one), light(other)].sort((a, b) => a - b); return (high + 0.05) / (low + 0.05); };
  const layers = (element) => {
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    const stops = backgroundImage.includes("gradient") ? backgroundImage.match(/rgba?\([^)]+\)/g) : [];
    return (stops.length ? stops : [backgroundColor]).map(parse);
  };
  const under = (element) => {
    if (!element) return [{ r: 255, g: 255, b: 255, a: 1 }];
    const own = layers(element);
    return own.every(({ a }) => a === 1) ? own : own.flatMap((top) => under(element.parentElement).map((below) => over(top, below)));
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const unfilled = [...document.querySelectorAll("[placeholder]")].filter((element) => visible(element) && !element.value);
  const seen = unfilled.map((element) => [element, getComputedStyle(element, "::placeholder")]);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const hidden = element.closest(".unseen, .spoiler, noscript, script, option");
    if (texts.currentNode.data.trim() && visible(element) && !hidden) seen.push([element, getComputedStyle(element)]);
  }
  for (const [element, { color, fontSize, fontWeight }] of seen) {
    const large = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700);
    const worst = Math.min(...under(element).map((below) => ratio(over(parse(color), below), below)));
    if (worst < (large ? 3 : 4.5)) faults.push(`${name(element)} "${element.textContent.slice(0, 20)}" has a contrast of ${worst.toFixed(2)}`);
  }
  return faults;
}
