import { button, sentences } from "../act.js";
import { part } from "../api.js";
import { confirm, openDialog } from "../dialog.js";
import { h } from "../dom.js";
import { moment } from "../format.js";
import { name, plain } from "../names.js";
import { say } from "../words.js";
import { picture } from "./picture.js";
import { pairs } from "./transfer-details.js";

/** One entry of the history with all that is known of it. */
export async function openEntry(app, number, changed) {
  const path = `/history/${part(number)}`;
  const entry = await app.api.get(path);
  const image = entry.picture ? picture(app, number, entry.file) : undefined;
  const failed = entry.error && sentences(entry.error);
  const body = h(
    "div.stack",
    {},
    image?.node,
    failed && h("div.error", {}, h("p", {}, failed[0]), failed[1] && h("p.next", {}, failed[1])),
    h(
      "dl.facts.small",
      {},
      pairs(entry).flatMap(([term, value]) => [
        h("dt", {}, say(`details.${term}`)),
        h("dd", {}, name(value)),
      ]),
    ),
    entry.steps.length > 0 &&
      h(
        "ul.small.stack",
        { "aria-label": say("details.remarks") },
        entry.steps.map((step) =>
          h("li", {}, h("span.soft", {}, moment(step.at), " "), name(step.what)),
        ),
      ),
  );
  const dialog = openDialog(plain(entry.file), body, {
    foot: [
      button(
        say("history.remove"),
        () => remove(app, entry, path, () => (dialog.close(), changed())),
        { look: "button.button.danger", drawing: "bin" },
      ),
      button(say("do.close"), () => dialog.close(), { look: "button.button" }),
    ],
    onClose: () => image?.close(),
  });
}

function remove(app, entry, path, done) {
  const received = entry.direction === "in" && entry.reason === "completed";
  const box = h("input", { type: "checkbox", id: "remove-file" });
  const file =
    received &&
    h(
      "label.choice",
      { for: "remove-file" },
      box,
      h("span", {}, say("history.removeFile"), h("span.hint", {}, name(entry.path ?? ""))),
    );
  confirm(
    say("history.remove"),
    say("history.removeAsk", { file: plain(entry.file) }),
    say("history.remove"),
    async () => {
      await app.api.delete(box.checked ? `${path}?file=true` : path);
      done();
    },
    file,
  );
}
