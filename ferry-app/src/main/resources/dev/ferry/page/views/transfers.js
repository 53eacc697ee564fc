import { h, keyed, shown } from "../dom.js";
import { icon } from "../icons.js";
import { finished, letters, running } from "../state.js";
import { say } from "../words.js";
import { letterCard } from "./letters.js";
import { offerList } from "./offers.js";
import { transferCard } from "./transfer-card.js";

/** What waits for an answer, what is under way, what waits for somebody, what is over. */
export function transfersView(app) {
  const offers = offerList(app);
  const section = (key, make) => {
    const list = h("ul.stack", {});
    const cards = keyed(list, (one) => one.id, make);
    const node = h(
      "section.stack",
      { "aria-labelledby": `part-${key}` },
      h("h2", { id: `part-${key}` }, say(`transfers.${key}`)),
      list,
    );
    return {
      node,
      update(all) {
        cards(all);
        shown(node, all.length > 0);
      },
    };
  };
  const transfer = (one) => transferCard(app, one);
  const now = section("running", transfer);
  const waiting = section("outbox", (one) => letterCard(app, one));
  const over = section("finished", transfer);
  const empty = h(
    "div.empty",
    {},
    icon("transfers"),
    h("h2", {}, say("transfers.empty")),
    h("p", {}, say("transfers.emptyText")),
    h("a.button.main", { href: "#/people" }, icon("people"), say("transfers.emptyDo")),
  );
  return {
    title: say("nav.transfers"),
    node: h("div.stack-wide", {}, offers.node, now.node, waiting.node, over.node, empty),
    close() {
      offers.close();
      for (const one of [now, waiting, over]) one.update([]);
    },
    update(state) {
      offers.update(state);
      now.update(running(state));
      waiting.update(letters(state));
      over.update(finished(state));
      shown(empty, state.transfers.size + state.offers.size + letters(state).length === 0);
    },
  };
}
