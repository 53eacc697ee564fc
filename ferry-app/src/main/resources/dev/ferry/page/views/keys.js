import { h, keyed, shown } from "../dom.js";
import { groups } from "../format.js";
import { icon } from "../icons.js";
import { say } from "../words.js";

/** Fingerprints in groups that can be read to each other; tools(key) may add what to do with one. */
export function keyList(label, tools = () => []) {
  const list = h("ul.stack", { "aria-label": label });
  const update = keyed(
    list,
    (key) => `${key.kind} ${key.fingerprint} ${key.verified}`,
    (key) => {
      const state = key.verified ? "verified" : "unverified";
      const chip = h(
        key.verified ? "span.chip.safe" : "span.chip",
        {},
        icon(key.verified ? "verified" : "lock"),
        say(`keys.${state}`),
      );
      return {
        node: h(
          "li.key",
          {},
          h("div.row", {}, h("span.strong.grow", {}, say(`keys.kind.${key.kind}`)), chip),
          digits(key.fingerprint),
          tools(key),
        ),
      };
    },
  );
  return {
    node: list,
    update(keys) {
      update(keys);
      shown(list, keys.length > 0);
    },
  };
}

export function digits(fingerprint) {
  return h(
    "code.digits",
    {},
    groups(fingerprint).map((group) => h("span", {}, group, " ")),
  );
}
