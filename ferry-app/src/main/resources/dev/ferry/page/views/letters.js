import { button } from "../act.js";
import { part } from "../api.js";
import { confirm } from "../dialog.js";
import { h, shown, text } from "../dom.js";
import { bytes, moment } from "../format.js";
import { icon } from "../icons.js";
import { name, plain } from "../names.js";
import { called } from "../state.js";
import { say } from "../words.js";

/** Something that waits for somebody who is away. */
export function letterCard(app, letter) {
  const line = h("p.small.soft", {});
  const why = h("p.error", { hidden: true });
  const withdraw = button(
    say("letters.withdraw"),
    () =>
      confirm(
        say("letters.withdraw"),
        say("letters.withdrawAsk", { file: plain(letter.file) }),
        say("letters.withdraw"),
        () => app.api.delete(`/outbox/${part(letter.id)}`),
      ),
    {
      look: "button.button",
      drawing: "close",
      name: say("letters.withdrawWhat", { file: plain(letter.file) }),
    },
  );
  const node = h(
    "li.card.transfer",
    { "data-letter": letter.id, "data-tone": "held" },
    h(
      "div.top",
      {},
      h("span.kind", { "aria-hidden": "true" }, icon("clock")),
      h("div.grow", {}, h("h3", {}, name(letter.file, "bdi.name.clipped.strong")), line),
      h("div.do", {}, withdraw),
    ),
    h("p.figures", {}, bytes(letter.size)),
    letter.message && h("p.message", {}, name(letter.message, "bdi")),
    why,
  );
  return {
    node,
    update(now) {
      const who = plain(called(app.store.state, now.peer, now.name));
      text(line, say(`letters.${now.state}`, { who, since: moment(now.since) }));
      const bad = now.state === "unusable" && Boolean(now.why);
      shown(why, bad);
      text(why, bad ? plain(now.why) : "");
    },
  };
}
