import { h } from "../dom.js";
import { say } from "../words.js";

/** Before the first word of the node. */
export function waitView() {
  return { title: say("wait.title"), node: h("p.soft", {}, say("wait.text")) };
}
