import { button, field, form } from "../act.js";
import { part } from "../api.js";
import { openDialog } from "../dialog.js";
import { h, keyed, shown } from "../dom.js";
import { bytes } from "../format.js";
import { icon } from "../icons.js";
import { name, plain } from "../names.js";
import { called, open } from "../state.js";
import { say } from "../words.js";
import { lock } from "./protection.js";
import { thumbnail } from "./picture.js";

/** What others want to send, each with yes and no; of wanted(offer) alone. */
export function offerList(app, wanted = () => true) {
  const list = h("ul.stack", {});
  const cards = keyed(
    list,
    (offer) => offer.id,
    (offer) => card(app, offer),
  );
  const node = h(
    "section.stack",
    { "aria-labelledby": "offers" },
    h("h2", { id: "offers" }, say("offers.title")),
    list,
  );
  return {
    node,
    close: () => cards([]),
    update(state) {
      const all = open(state).filter(wanted);
      cards(all);
      shown(node, all.length > 0);
    },
  };
}

function card(app, offer) {
  const sign = h("span.avatar", { "aria-hidden": "true" }, icon(offer.folder ? "folder" : "file"));
  const small = offer.thumbnail ? thumbnail(app, offer, sign) : undefined;
  const who = called(app.store.state, offer.peer, offer.name);
  const path = `/offers/${part(offer.id)}`;
  const labelled = (key) => say(`offers.${key}What`, { file: plain(offer.file), who: plain(who) });
  const node = h(
    "li.card.waiting.offer",
    { "data-offer": offer.id },
    sign,
    small?.node,
    h(
      "div.what",
      {},
      h(
        "p.small",
        {},
        name(who, "bdi.name.strong"),
        " ",
        say(offer.folder ? "offers.folder" : "offers.file"),
      ),
      h("p.strong", {}, name(offer.file, "bdi.name.clipped")),
      h("p.small.soft", {}, amount(offer)),
      h(
        "div.row",
        {},
        lock(offer),
        !offer.contact && h("span.chip.open", {}, icon("warn"), say("offers.stranger")),
      ),
      offer.message && h("p.message", {}, name(offer.message, "bdi")),
      offer.folder?.first?.length ? inside(offer.folder) : undefined,
    ),
    h(
      "div.do",
      {},
      button(say("offers.accept"), () => app.api.post(`${path}/accept`, {}), {
        look: "button.button.main",
        drawing: "in",
        name: labelled("accept"),
      }),
      button(say("offers.into"), () => into(app, offer, path), {
        look: "button.button",
        drawing: "folder",
        name: labelled("into"),
      }),
      button(say("offers.decline"), () => app.api.post(`${path}/decline`), {
        look: "button.button",
        name: labelled("decline"),
      }),
    ),
  );
  return { node, close: () => small?.close() };
}

function amount(offer) {
  const { folder } = offer;
  if (!folder) return bytes(offer.size);
  const hidden = folder.hidden > 0 ? " " + say("offers.hidden", { count: folder.hidden }) : "";
  return say("offers.amount", { count: folder.files, size: bytes(offer.size) }) + hidden;
}

function inside(folder) {
  return h(
    "details.more",
    {},
    h("summary", {}, say("offers.inside")),
    h(
      "ul.small.soft",
      {},
      folder.first.map((file) => h("li", {}, name(file))),
    ),
  );
}

/** Another folder than usual, for this one. */
function into(app, offer, path) {
  const folder = h("input.mono", {
    type: "text",
    spellcheck: "false",
    value: app.store.state.settings?.into ?? "",
    autofocus: true,
  });
  const executables = h("input", { type: "checkbox", id: "offer-executables" });
  const body = form(
    [
      field(say("offers.intoFolder"), folder, say("offers.intoHint")),
      h(
        "label.choice",
        { for: "offer-executables" },
        executables,
        h("span", {}, say("offers.executables"), h("span.hint", {}, say("offers.executablesHint"))),
      ),
    ],
    say("offers.accept"),
    async () => {
      const answer = { executables: executables.checked };
      if (folder.value.trim()) answer.into = folder.value.trim();
      await app.api.post(`${path}/accept`, answer);
      dialog.close();
    },
  );
  const dialog = openDialog(plain(offer.file), body);
}
