import { button, field, form, wrong } from "../act.js";
import { openDialog } from "../dialog.js";
import { h } from "../dom.js";
import { say } from "../words.js";
import { makeCode } from "./codes.js";

/** Asks for an address; who has none is led to a code. */
export function addContact(app) {
  const peer = h("input.mono", {
    type: "text",
    spellcheck: "false",
    autocomplete: "off",
    autofocus: true,
  });
  const name = h("input", { type: "text", maxlength: "60", autocomplete: "off" });
  const code = button(
    say("add.code"),
    () => {
      dialog.close();
      makeCode(app);
    },
    { look: "button.button.plain", drawing: "code" },
  );
  const body = form(
    [
      field(say("add.peer"), peer, say("add.peerHint")),
      field(say("add.name"), name, say("add.nameHint")),
    ],
    say("add.add"),
    async () => {
      const typed = peer.value.trim();
      if (!typed) throw wrong(peer, say("add.peerMissing"));
      const wanted = { peer: typed };
      if (name.value.trim()) wanted.name = name.value.trim();
      app.store.fold("contact", await app.api.post("/contacts", wanted));
      dialog.close();
    },
    { extra: code },
  );
  const dialog = openDialog(say("add.title"), body);
}
