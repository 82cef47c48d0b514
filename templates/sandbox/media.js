// Files, pictures and voices inside a message, each with a way to keep it.

import { fileAddress } from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";

const UNITS = ["bytes", "KB", "MB", "GB"];

export function size(bytes) {
  const step = bytes ? Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), UNITS.length - 1) : 0;
  return `${(bytes / 1024 ** step).toFixed(step > 1 ? 1 : 0)} ${UNITS[step]}`;
}

function photo(message) {
  const largest = message.photo.at(-1);
  const address = fileAddress(largest.file_id);
  const words = message.caption ? `Picture: ${message.caption}` : "Picture";
  const shape = largest.width && largest.height ? { width: largest.width, height: largest.height } : {};
  return el("a", { class: "picture", href: address, download: `picture-${message.message_id}.jpg`, title: "Save the picture" },
    el("img", { src: address, alt: words, ...shape }));
}

function document_({ file_id, file_name = "file", file_size = 0 }) {
  const kind = file_name.includes(".") ? file_name.split(".").pop().slice(0, 4) : "";
  return el("a", { class: "document", href: fileAddress(file_id), download: file_name, "aria-label": `Save ${file_name}, ${size(file_size)}` },
    el("span", { class: "document-kind", "aria-hidden": "true" }, icon("file"), kind),
    el("span", { class: "document-words" }, el("span", { class: "document-name" }, file_name),
      el("span", { class: "document-size" }, size(file_size))));
}

function voice({ file_id }, label) {
  return el("audio", { controls: true, preload: "metadata", src: fileAddress(file_id), "aria-label": label });
}

function place({ latitude, longitude }) {
  return el("p", { class: "other" }, `Place: ${latitude}, ${longitude}`);
}

/** The part of a message that is not words, or null. */
export function media(message) {
  if (message.photo?.length) return photo(message);
  if (message.document) return document_(message.document);
  if (message.voice) return voice(message.voice, "Voice message");
  if (message.audio) return voice(message.audio, "Sound");
  if (message.video) return document_({ file_name: "video.mp4", ...message.video });
  if (message.location) return place(message.location);
  if (message.sticker) return el("p", { class: "other" }, message.sticker.emoji ?? "Sticker");
  return null;
}
