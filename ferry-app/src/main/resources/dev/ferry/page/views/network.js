import { button } from "../act.js";
import { fill, h, shown } from "../dom.js";
import { icon } from "../icons.js";
import { name, plain } from "../names.js";
import { known, say } from "../words.js";

/** Examines the network: what is to be expected, and the facts behind it. */
export function networkView(app) {
  const out = h("div.stack-wide", { "aria-live": "polite" });
  const busy = h(
    "div.stack",
    { hidden: true },
    h("p", {}, say("network.busy")),
    h("progress.bar", { "aria-label": say("network.busy") }),
  );
  const examine = button(
    say("network.examine"),
    async () => {
      shown(busy, true);
      fill(out);
      try {
        fill(out, report(await app.api.post("/doctor")));
      } finally {
        shown(busy, false);
      }
    },
    { look: "button.button.main", drawing: "network" },
  );
  const intro = h("div.empty", {}, icon("network"), h("p", {}, say("network.text")), examine);
  return { title: say("nav.network"), node: h("div.stack-wide", {}, intro, busy, out) };
}

function report({ verdict, facts }) {
  const [expected, ...next] = verdict;
  return [
    h(
      "section.card.stack",
      {},
      h("h2", {}, say("network.verdict")),
      h("p.strong", {}, plain(expected ?? "")),
      next.length > 0 &&
        h(
          "ul.stack",
          {},
          next.map((one) => h("li", {}, plain(one))),
        ),
    ),
    h("section.stack", {}, h("h2", {}, say("network.facts")), h("ul.rows", {}, facts.map(fact))),
  ];
}

function fact(one) {
  const key = `fact.${one.fact}`;
  const bad = /fails|^no-|^not-|unknown|unseen/.test(one.fact);
  const told = known(key) ? say(key, spoken(one)) : Object.values(one).join(" ");
  return h(
    "li.entry",
    {},
    h(bad ? "span.bad" : "span.good", {}, icon(bad ? "warn" : "done")),
    h("span.grow", {}, name(told)),
  );
}

/** Lists become sentences, what is not known becomes a dash. */
function spoken(one) {
  return Object.fromEntries(
    Object.entries(one).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.join(", ") : (value ?? "–"),
    ]),
  );
}
