import { fold, linked, NOTHING } from "./state.js";

/** Holds the state of this page and tells those who show it, once a frame at most. */
export function openStore() {
  let state = NOTHING;
  let due = false;
  const watchers = new Set();
  const change = (next) => {
    if (next === state) return;
    state = next;
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      for (const watcher of watchers) watcher(state);
    });
  };
  return {
    get state() {
      return state;
    },
    fold: (event, data) => change(fold(state, event, data)),
    link: (link) => change(linked(state, link)),
    /** Calls back now and after each change; gives what ends that. */
    watch(watcher) {
      watchers.add(watcher);
      watcher(state);
      return () => watchers.delete(watcher);
    },
  };
}
