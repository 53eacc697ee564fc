import { attribute, fill, h, keyed, shown, text } from "../dom.js";
import { bytes, moment, percent } from "../format.js";
import { name, plain } from "../names.js";
import { known, say } from "../words.js";
import { protection } from "./protection.js";

/** What few want to know of a transfer: devices, remarks, digests, places. */
export function details() {
  const facts = h("dl.facts", {});
  const parts = h("ul.parts", { "aria-label": say("details.devices") });
  const remarks = h("ul.small", { "aria-label": say("details.remarks") });
  const devices = keyed(parts, (one) => one.device, device);
  const node = h(
    "details.more",
    {},
    h("summary", {}, say("details.title")),
    h("div.stack", {}, parts, facts, remarks),
  );
  let shownAs;
  return {
    node,
    update(transfer) {
      devices(transfer.parts.map((one) => ({ ...one, size: transfer.size })));
      shown(parts, transfer.parts.length > 0);
      const key = JSON.stringify([transfer.remarks, pairs(transfer)]);
      if (key === shownAs) return;
      shownAs = key;
      fill(
        facts,
        pairs(transfer).flatMap(([term, value]) => [
          h("dt", {}, say(`details.${term}`)),
          h("dd", {}, name(value)),
        ]),
      );
      fill(
        remarks,
        transfer.remarks.map((remark) => h("li", {}, name(remark))),
      );
    },
  };
}

/** The lines that all kinds of transfers, past and present, have: [term, value]. */
export function pairs(transfer) {
  const verified = transfer.verified && known(`verified.${transfer.verified}`);
  return [
    ["peer", transfer.peer],
    ["account", transfer.account],
    ["began", moment(transfer.began)],
    ["ended", transfer.ended && moment(transfer.ended)],
    ["size", bytes(transfer.size)],
    [
      "inside",
      transfer.folder &&
        say("offers.amount", { count: transfer.folder.files, size: bytes(transfer.size) }),
    ],
    ["route", transfer.route && say(`route.${transfer.route}`)],
    ["encryption", transfer.encryption && protection(transfer)],
    ["verified", verified && say(`verified.${transfer.verified}`)],
    ["sha256", transfer.sha256],
    ["path", transfer.path],
    ["id", transfer.id],
  ].filter(([, value]) => value);
}

function device() {
  const who = name("", "bdi.name.small");
  const state = h("span.small.soft", {});
  const bar = h("progress.bar", { max: "100" });
  return {
    node: h("li", {}, who, state, bar),
    update(part) {
      text(who, plain(part.device));
      const key = `part.${part.reason ?? part.state}`;
      text(state, known(key) ? say(key) : plain(part.reason ?? part.state));
      attribute(bar, "value", percent(part.bytes ?? 0, part.size, part.reason === "completed"));
      attribute(bar, "aria-label", say("transfer.bar", { file: plain(part.device) }));
    },
  };
}
