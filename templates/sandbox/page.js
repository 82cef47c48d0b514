// The page: two phones, a clock, and the state of the sandbox in words.

import { again, pause } from "./again.js";
import * as api from "./api.js";
import { Calls } from "./calls.js";
import { Clock } from "./clock.js";
import { el } from "./dom.js";
import * as menus from "./menus.js";
import { Next } from "./next.js";
import { Notices } from "./notices.js";
import { People } from "./people.js";

const EVERY_MS = 1500;
const WORDS = { connected: "Bot connected", waiting: "Waiting for the bot", gone: "No sandbox. Trying again" };
const find = (selector) => document.querySelector(selector);

const notices = new Notices();
const clock = new Clock(find(".clock"), (text) => notices.show(text));
const people = new People(find(".people"), find(".stage"), () => clock.now);
const chooser = find(".bots select");
let picked = "";

function status(state) {
  const shown = find(".status");
  if (shown.dataset.state === state) return;
  shown.dataset.state = state;
  shown.textContent = WORDS[state] ?? state;
}

/** The bot picked here, else the sandbox's own choice: the one that connected last. */
function choose(bots) {
  const chosen = bots.find((bot) => String(bot.id) === picked) ?? bots.at(-1);
  const drawn = JSON.stringify(bots.map((bot) => [bot.id, bot.first_name]));
  if (chooser.dataset.drawn !== drawn) {
    chooser.dataset.drawn = drawn;
    chooser.replaceChildren(...bots.map((bot) => el("option", { value: bot.id }, bot.first_name)));
  }
  chooser.value = chosen?.id ?? "";
  find(".bots").hidden = bots.length < 2;
  api.talkTo(chosen?.id);
  return chosen ?? null;
}

async function look(signal) {
  const bot = choose(await api.bots());
  const told = clock.told;
  const [health, users, now] = await Promise.all([api.health(), api.users(), api.clock()]);
  if (users.length) people.update(users, bot);
  else await people.begin(bot);
  if (clock.told === told) clock.update(now);
  status(health.bot);
  await pause(EVERY_MS, signal);
}

chooser.addEventListener("change", () => { picked = chooser.value; });
menus.listen();
document.body.append(notices.element);
new Calls(find(".calls"));
new Next(find(".clock .next"), { moved: (now) => clock.update(now), tell: (text) => notices.show(text) });
again(look, { signal: new AbortController().signal, failed: () => status("gone") });
