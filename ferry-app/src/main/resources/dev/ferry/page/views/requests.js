import { button } from "../act.js";
import { part } from "../api.js";
import { h, keyed, shown, text } from "../dom.js";
import { initials, name, plain, rename } from "../names.js";
import { short } from "../state.js";
import { say } from "../words.js";

/** Who asks to be a contact. */
export function requestList(app) {
  const list = h("ul.stack", {});
  const cards = keyed(
    list,
    (request) => request.id,
    (request) => card(app, request),
  );
  const node = h(
    "section.stack",
    { "aria-labelledby": "requests" },
    h("h2", { id: "requests" }, say("requests.title")),
    list,
  );
  return {
    node,
    update(state) {
      cards([...state.requests.values()]);
      shown(node, state.requests.size > 0);
    },
  };
}

function card(app, request) {
  const circle = h("span.avatar", { "aria-hidden": "true" });
  const called = name("", "bdi.name.clipped.strong");
  const act = (what) => () => app.api.post(`/requests/${part(request.id)}/${what}`);
  const who = plain(request.name || short(request.id));
  const does = (what, look) =>
    button(say(`requests.${what}`), act(what), { look, name: say(`requests.${what}Who`, { who }) });
  return {
    node: h(
      "li.card.waiting.stack",
      { "data-request": request.id },
      h(
        "div.row",
        {},
        circle,
        h("div.grow", {}, h("p", {}, called), h("code.small.soft.name", {}, request.id)),
      ),
      h("p.small.soft", {}, say("requests.hint")),
      h(
        "div.row",
        {},
        does("accept", "button.button.main"),
        does("decline", "button.button"),
        does("block", "button.button.plain"),
      ),
    ),
    update(now) {
      rename(called, now.name || say("requests.nameless"));
      text(circle, initials(now.name || "?"));
    },
  };
}
