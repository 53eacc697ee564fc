import { h } from "../dom.js";
import { icon } from "../icons.js";
import { known, say } from "../words.js";

/** The lock: what protects the bytes, and how far the peer is known to be who it says. */
export function lock(what) {
  if (!what.encryption) return undefined;
  const open = what.encryption === "none";
  return h(
    open ? "span.chip.open" : "span.chip.safe",
    {},
    icon(open ? "open" : "lock"),
    protection(what),
  );
}

export function protection({ encryption, proof }) {
  if (encryption === "none") return say("encryption.none");
  const method = known(`encryption.${encryption}`) ? say(`encryption.${encryption}`) : encryption;
  return proof ? say("encryption.proved", { method, proof: say(`proof.${proof}`) }) : method;
}

export function way(route) {
  return h("span.chip", {}, icon("route"), say(`route.${route}`));
}
