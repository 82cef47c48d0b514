// Recording a voice message with the microphone.

import { el } from "./dom.js";
import { ask } from "./notices.js";

function clockOf(start) {
  const seconds = Math.floor((Date.now() - start) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The recording, or null if the person thought better of it. Throws where there is no microphone. */
export async function record() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  try {
    return await recording(stream);
  } finally {
    stream.getTracks().forEach((track) => track.stop());
  }
}

async function recording(stream) {
  const recorder = new MediaRecorder(stream);
  const parts = [];
  const ended = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.start();
  const kept = await asked();
  recorder.stop();
  await ended;
  return kept ? new Blob(parts, { type: recorder.mimeType }) : null;
}

async function asked() {
  let kept = false;
  const start = Date.now();
  const length = el("p", { class: "recording", role: "timer" }, "0:00");
  const ticking = setInterval(() => { length.textContent = clockOf(start); }, 500);
  await ask("Recording", length, [["Send", () => { kept = true; }], ["Cancel"]], { testid: "recording" });
  clearInterval(ticking);
  return kept;
}
