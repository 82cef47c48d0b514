// Doing something again and again, as long as the page is looked at and the sandbox answers; quietly later if not.

const LONGEST_PAUSE_MS = 2000;

export const pause = (ms, signal) => new Promise((resolve) => {
  const timer = setTimeout(resolve, ms);
  signal?.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
});

/** A hidden tab holds no connection: a browser allows six to one place, shared by all its tabs. */
function seen(signal) {
  return new Promise((resolve) => {
    const look = () => {
      if (document.hidden && !signal.aborted) return;
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look, { once: true });
    look();
  });
}

/** Runs `step` until the signal; after a failure tells `failed` and waits a little longer each time. */
export async function again(step, { signal, failed = () => {} }) {
  let rest = 250;
  while (!signal.aborted) {
    await seen(signal);
    if (signal.aborted) return;
    try {
      await step(signal);
      rest = 250;
    } catch (error) {
      if (signal.aborted) return;
      failed(error);
      await pause(rest, signal);
      rest = Math.min(rest * 2, LONGEST_PAUSE_MS);
    }
  }
}
