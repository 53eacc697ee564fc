import { button, iconButton } from "../act.js";
import { part } from "../api.js";
import { attribute, h, keyed, shown, text } from "../dom.js";
import { icon } from "../icons.js";
import { initials, name, plain, rename } from "../names.js";
import { takesDrops } from "../pick.js";
import { called, short } from "../state.js";
import { say } from "../words.js";
import { addContact } from "./add-contact.js";
import { makeCode } from "./codes.js";
import { offerList } from "./offers.js";
import { requestList } from "./requests.js";
import { sendTo } from "./send.js";

/** Everybody one can send to; files are dropped on them. */
export function peopleView(app) {
  const requests = requestList(app);
  const offers = offerList(app);
  const list = h("ul.grid", { "aria-label": say("nav.people") });
  const cards = keyed(
    list,
    (contact) => contact.id,
    (contact) => person(app, contact),
  );
  const empty = h(
    "div.empty",
    {},
    icon("people"),
    h("h2", {}, say("people.empty")),
    h("p", {}, say("people.emptyText")),
    h(
      "div.row",
      {},
      button(say("people.code"), () => makeCode(app), {
        look: "button.button.main",
        drawing: "code",
      }),
      button(say("people.add"), () => addContact(app), {
        drawing: "addPerson",
        look: "button.button",
      }),
    ),
  );
  const hint = h("p.soft", {}, say("people.hint"));
  return {
    title: say("nav.people"),
    tools: [
      button(say("people.code"), () => makeCode(app), { look: "button.button", drawing: "code" }),
      button(say("people.add"), () => addContact(app), {
        look: "button.button.main",
        drawing: "addPerson",
      }),
    ],
    node: h("div.stack-wide", {}, offers.node, requests.node, hint, list, empty),
    close: offers.close,
    update(state) {
      const people = sorted(state);
      offers.update(state);
      requests.update(state);
      cards(people);
      shown(empty, people.length === 0 && state.requests.size === 0);
      shown(hint, people.length > 0);
      shown(list, people.length > 0);
    },
  };
}

function sorted(state) {
  const rank = (contact) => ["confirmed", "asked", "blocked"].indexOf(contact.standing);
  return [...state.contacts.values()].sort(
    (a, b) =>
      rank(a) - rank(b) || called(state, a.id, a.name).localeCompare(called(state, b.id, b.name)),
  );
}

/** What tells people apart at a glance, from their address. */
export function tone(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 997;
  return sum % 3;
}

function person(app, contact) {
  const circle = h("span.avatar", { "aria-hidden": "true", "data-tone": tone(contact.id) });
  const called = name("", "bdi.name.clipped");
  const link = h("a", { href: `#/people/${part(contact.id)}` }, called);
  const below = h("span.small.soft.line", {});
  const chip = h("span.chip.safe", {}, icon("verified"), say("keys.verified"));
  const send = button(
    say("people.send"),
    () => sendTo(app, app.store.state.contacts.get(contact.id)),
    {
      look: "button.button",
      drawing: "send",
    },
  );
  const more = iconButton("next", "", () => (location.hash = link.getAttribute("href")));
  const node = h(
    "li.card.person",
    { "data-contact": contact.id },
    h("div.who", {}, circle, h("div.grow", {}, link, below), more),
    h("div.row", {}, send, chip),
    h("div.drop-here", { "aria-hidden": "true" }, say("people.drop")),
  );
  takesDrops(node, (files) => {
    const now = app.store.state.contacts.get(contact.id);
    if (files.length && now?.standing !== "blocked") sendTo(app, now, files);
  });
  return {
    node,
    update(now) {
      const words = plain(now.name || short(now.id));
      rename(called, now.name || short(now.id));
      text(circle, initials(now.name || now.id));
      text(
        below,
        say(`contact.standing.${now.standing}`, {
          address: now.name ? short(now.id) : say(`world.${now.world}`),
        }),
      );
      shown(chip, now.verified);
      shown(send, now.standing !== "blocked");
      attribute(send, "aria-label", say("people.sendTo", { who: words }));
      attribute(more, "aria-label", say("people.details", { who: words }));
      attribute(more, "title", say("people.details", { who: words }));
    },
  };
}
