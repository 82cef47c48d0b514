// Line icons, drawn here so that the page needs nothing from elsewhere.

const SHAPES = {
  send: "M4 12 20 4l-5 16-3-7-8-1Zm8 1 8-9",
  attach: "M20 11.5 12 19.4a5 5 0 0 1-7.1-7.1l8.3-8.2a3.4 3.4 0 0 1 4.8 4.8l-8.2 8.1a1.7 1.7 0 0 1-2.4-2.4l7.4-7.3",
  menu: "M4 7h16M4 12h16M4 17h10",
  more: "M12 5.5v.1M12 12v.1M12 18.5v.1",
  close: "M6 6l12 12M18 6 6 18",
  edit: "M4 20l1-4L16 5l3 3L8 19l-4 1ZM14 7l3 3",
  down: "M6 10l6 6 6-6",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.1",
  voice: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4ZM6 11.5a6 6 0 0 0 12 0M12 17.5V21",
  sound: "M4 10v4M8 7v10M12 4v16M16 8v8M20 10v4",
  record: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z",
  save: "M12 4v10M8 10.5l4 4 4-4M5 19h14",
  reply: "M10 6 4 12l6 6M4.5 12H14a6 6 0 0 1 6 6",
  block: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM6.5 6.5l11 11",
  add: "M12 5v14M5 12h14",
  link: "M9 15l6-6M10 6l2-2a4 4 0 0 1 6 6l-2 2M14 18l-2 2a4 4 0 0 1-6-6l2-2",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  phone: "M8 3h8v18H8zM11 18h2",
};

const SVG = "http://www.w3.org/2000/svg";

/** Decorative: the words beside it, or the label of its button, say what it means. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}
