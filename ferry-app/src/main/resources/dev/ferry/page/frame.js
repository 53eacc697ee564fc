import { button, sentences } from "./act.js";
import { attribute, fill, h, keyed, shown, text } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./names.js";
import { place, viewOf } from "./routes.js";
import { open, short } from "./state.js";
import { say } from "./words.js";

const LINKS = [
  ["people", "people"],
  ["transfers", "transfers"],
  ["history", "history"],
  ["accounts", "account"],
  ["network", "network"],
  ["settings", "settings"],
];
const TOAST_MILLIS = 7000;

/** What stands around every view: where one can go, how the accounts stand, what is said. */
export function openFrame(app) {
  const links = LINKS.map(([name, drawing]) => link(name, drawing));
  const standing = h("ul.standing", { "aria-label": say("frame.standing") });
  const accounts = keyed(standing, (account) => account.id, standingOf);
  const side = h(
    "header.side",
    {},
    h("div.brand", {}, h("img", { src: "icon.svg", alt: "" }), say("frame.title")),
    h(
      "nav.nav",
      { "aria-label": say("frame.nav") },
      links.map((one) => one.node),
    ),
    standing,
  );
  const gone = h("div.gone", { role: "alert", hidden: true });
  const main = h("main", { id: "main", tabindex: "-1" });
  const toasts = h("div.toasts", { role: "status", "aria-live": "polite" });
  const skip = h("a.skip", { href: "#main" }, say("frame.skip"));
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  document.body.append(skip, gone, h("div.frame", {}, side, main), toasts);

  const heard = h("p.hidden-visually", { role: "status" });
  document.body.append(heard);
  const frame = {
    toast: (sentence, kind) => toast(toasts, sentence, kind),
    /** For those who do not see that it has just appeared. */
    speak: (sentence) => text(heard, sentence),
  };
  document.body.addEventListener("trouble", (event) =>
    frame.toast(sentences(event.detail).join(" "), "trouble"),
  );

  let view;
  let shownAs;
  const update = (state) => {
    const at = place(state);
    if (at.key !== shownAs) {
      view?.close?.();
      const first = shownAs === undefined;
      shownAs = at.key;
      view = viewOf(at)(app, at, frame);
      const title = h("h1", { tabindex: "-1" }, view.title);
      fill(main, h("div.page", {}, h("div.head", {}, title, view.tools ?? []), view.node));
      document.title = say("frame.document", { title: plain(view.title) });
      if (!first) title.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    view.update?.(state);
    for (const one of links) one.update(state, at);
    shown(side.querySelector("nav"), at.name !== "welcome" && at.name !== "wait");
    accounts(state.node?.accounts ?? []);
    shown(standing, (state.node?.accounts ?? []).length > 0);
    showLink(gone, state, app);
  };
  window.addEventListener("hashchange", () => update(app.store.state));
  app.store.watch(update);
  return frame;
}

function link(name, drawing) {
  const count = h("span.count", { hidden: true });
  const heard = h("span.hidden-visually", { hidden: true });
  const node = h(
    "a",
    { href: `#/${name}` },
    icon(drawing),
    h("span", {}, say(`nav.${name}`)),
    count,
    heard,
  );
  count.setAttribute("aria-hidden", "true");
  return {
    node,
    update(state, at) {
      attribute(
        node,
        "aria-current",
        at.name === name ? "page" : at.parent === name ? "true" : false,
      );
      const number = { people: state.requests.size, transfers: open(state).length }[name] ?? 0;
      shown(count, number > 0);
      shown(heard, number > 0);
      text(count, String(number));
      text(heard, number > 0 ? say("frame.waiting", { count: number }) : "");
    },
  };
}

function standingOf() {
  const dot = h("span.dot", { "aria-hidden": "true" });
  const who = h("span", {});
  const node = h("li", {}, dot, who);
  return {
    node,
    update(account) {
      attribute(dot, "data-standing", account.standing);
      const called = plain(account.name || short(account.id));
      text(who, say(`standing.${account.standing}`, { who: called }));
      attribute(node, "title", account.error ? sentences(account.error).join(" ") : false);
    },
  };
}

function showLink(node, state, app) {
  if (node.dataset.link === state.link) return;
  node.dataset.link = state.link;
  const bad = state.link === "gone" || state.link === "refused";
  shown(node, bad);
  fill(node);
  if (!bad) return;
  fill(node, icon("warn"), h("span.grow", {}, say(`frame.${state.link}`)));
  if (state.link === "gone") {
    node.append(button(say("do.retry"), () => app.follow.now(), { look: "button.button" }));
  }
}

function toast(toasts, sentence, kind) {
  const node = h("div.toast", {}, h("span.grow.clipped", {}, sentence));
  if (kind) node.classList.add(kind);
  toasts.append(node);
  const away = () => node.remove();
  node.append(button(say("do.dismiss"), away, { look: "button.button.plain" }));
  setTimeout(away, TOAST_MILLIS);
}
