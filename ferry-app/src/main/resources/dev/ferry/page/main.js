import { openApi } from "./api.js";
import { attend } from "./attention.js";
import { follow } from "./events.js";
import { openFrame } from "./frame.js";
import { openNews } from "./news.js";
import { rates } from "./rates.js";
import { openStore } from "./store.js";
import { applyTheme } from "./theme.js";

const KEPT = "ferry.token";

/** The token stands in the address once; then it is kept for this tab alone. */
function token() {
  const given = /^#token=([\w.~-]+)$/.exec(location.hash);
  if (given) {
    sessionStorage.setItem(KEPT, given[1]);
    history.replaceState(null, "", `${location.pathname}#/people`);
  }
  return sessionStorage.getItem(KEPT) ?? "";
}

function begin() {
  applyTheme();
  const api = openApi(token());
  const store = openStore();
  const app = { api, store, rates: rates(() => performance.now()), follow: undefined };
  const frame = openFrame(app);
  const news = openNews(app, frame);
  const listen = () => {
    app.follow = follow(api, {
      event(name, data) {
        if (name === "transfer") app.rates.take(data);
        news.event(name, data, store.state);
        store.fold(name, data);
      },
      gone: () => store.link("gone"),
      refused: () => store.link("refused"),
    });
  };
  // A page that the browser keeps for later is hidden, too, and holds none of its few connections.
  attend(listen, () => app.follow.close());
}

/** What is dropped beside everything must not take the place of this page. */
function keepDropsAway() {
  for (const event of ["dragover", "drop"]) {
    document.addEventListener(event, (drag) => {
      if (drag.defaultPrevented) return;
      drag.preventDefault();
      drag.dataTransfer.dropEffect = "none";
    });
  }
}

// The address of a new run, typed into the tab of an earlier one.
window.addEventListener("hashchange", () => {
  if (location.hash.startsWith("#token=")) location.reload();
});
keepDropsAway();
begin();
