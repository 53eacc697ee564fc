import { button } from "../act.js";
import { fill, h, keyed, shown, text } from "../dom.js";
import { bytes, moment } from "../format.js";
import { icon } from "../icons.js";
import { name, plain } from "../names.js";
import { called } from "../state.js";
import { say } from "../words.js";
import { openEntry } from "./entry.js";

const PORTION = 50;
const PATIENCE = 250;

/** Everything that ever passed, the latest first. */
export function historyView(app) {
  const search = h("input", {
    type: "search",
    "aria-label": say("history.search"),
    placeholder: say("history.search"),
  });
  const list = h("ul.rows", { "aria-label": say("nav.history") });
  const rows = keyed(
    list,
    (entry) => entry.number,
    (entry) => row(app, entry, () => load(false)),
  );
  const found = h("p.small.soft", { role: "status" });
  const empty = h(
    "div.empty",
    { hidden: true },
    icon("history"),
    h("h2", {}, say("history.empty")),
    h("p", {}, say("history.emptyText")),
  );
  const more = button(say("history.more"), () => load(true), { look: "button.button" });
  let entries = [];
  let next;
  let asked = 0;

  async function load(further) {
    const query = new URLSearchParams({ limit: String(PORTION) });
    if (search.value.trim()) query.set("search", search.value.trim());
    if (further && next !== undefined) query.set("before", String(next));
    const mine = ++asked;
    const answer = await app.api.get(`/history?${query}`);
    if (mine !== asked) return;
    entries = further ? [...entries, ...answer.entries] : answer.entries;
    next = answer.next;
    rows(entries);
    const wanted = search.value.trim();
    shown(list, entries.length > 0);
    shown(more, next !== undefined);
    shown(empty, entries.length === 0 && !wanted);
    text(
      found,
      wanted
        ? say("history.found", { count: entries.length, more: next === undefined ? "" : "+" })
        : "",
    );
  }

  const reload = () =>
    load(false).catch((failure) =>
      list.dispatchEvent(new CustomEvent("trouble", { bubbles: true, detail: failure })),
    );
  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(reload, PATIENCE);
  });
  queueMicrotask(reload);
  let over = -1;
  return {
    title: say("nav.history"),
    tools: ["json", "csv"].map((format) =>
      button(say(`history.${format}`), () => save(app, format), { look: "button.button" }),
    ),
    node: h(
      "div.stack",
      {},
      h("div.row", {}, h("div.search", {}, icon("search"), search)),
      found,
      list,
      empty,
      h("div.row", {}, more),
    ),
    close: () => clearTimeout(timer),
    update(state) {
      const ended = [...state.transfers.values()].filter((one) => one.state === "ended").length;
      if (over >= 0 && ended > over) {
        clearTimeout(timer);
        timer = setTimeout(reload, PATIENCE);
      }
      over = ended;
    },
  };
}

function row(app, entry, changed) {
  const good = entry.reason === "completed";
  const who = plain(called(app.store.state, entry.peer, entry.name));
  const state = good ? entry.direction : entry.reason === undefined ? "running" : "failed";
  const node = h(
    "button.entry",
    { type: "button" },
    h(good ? "span.soft" : "span.bad", {}, icon(good ? entry.direction : "close")),
    h(
      "span.grow",
      {},
      name(entry.file, "bdi.name.clipped.strong"),
      h("span.small.soft", {}, say(`history.line.${state}`, { who })),
    ),
    h("span.small.soft.end", {}, bytes(entry.size), h("br"), moment(entry.began)),
  );
  node.addEventListener("click", () => openEntry(app, entry.number, changed));
  return { node: h("li", {}, node) };
}

async function save(app, format) {
  const url = URL.createObjectURL(await app.api.blob(`/history/export?format=${format}`));
  h("a", { href: url, download: `ferry-history.${format}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
