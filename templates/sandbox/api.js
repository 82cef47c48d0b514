// The sandbox's control API: JSON in, JSON out, refusals as sentences.

/** The sandbox answered, and said no; its text is for the person at the page. */
export class Refused extends Error {}

let bot = "";

/** Which bot the chats are with; "" leaves it to the sandbox (the one that connected last). */
export function talkTo(id) {
  bot = String(id ?? "");
}

function address(path, query) {
  const known = Object.entries({ bot, ...query }).filter(([, value]) => value !== "");
  const words = new URLSearchParams(known).toString();
  return words ? `${path}?${words}` : path;
}

async function call(method, path, { query = {}, body, signal } = {}) {
  const response = await fetch(address(path, query), {
    method,
    signal,
    cache: "no-store",
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(answer.error ?? `The sandbox answered ${response.status}.`);
  return answer;
}

const get = (path, options) => call("GET", path, options);
const post = (path, body) => call("POST", path, { body });
const chat = (id, what) => `/sandbox/chats/${id}/${what}`;

export const health = () => get("/sandbox/health");
export const users = () => get("/sandbox/users");
export const bots = () => get("/sandbox/bots");
export const addUser = (person) => post("/sandbox/users", person);

export const messages = (id, after, wait, signal) =>
  get(chat(id, "messages"), { query: { after, wait }, signal });
export const write = (id, message) => post(chat(id, "messages"), message);
export const edit = (id, message_id, text) => post(chat(id, "edits"), { message_id, text });
export const press = (id, message_id, callback_data) => post(chat(id, "presses"), { message_id, callback_data });
export const block = (id) => post(chat(id, "block"), {});
export const unblock = (id) => post(chat(id, "unblock"), {});
export const fileAddress = (file_id) => `/sandbox/files/${encodeURIComponent(file_id)}`;

export const clock = () => get("/sandbox/clock");
export const advance = (advance_seconds) => post("/sandbox/clock", { advance_seconds });
export const moveTo = (now) => post("/sandbox/clock", { now });
export const requests = (after, signal) => get("/sandbox/requests", { query: { after, bot: "" }, signal });
