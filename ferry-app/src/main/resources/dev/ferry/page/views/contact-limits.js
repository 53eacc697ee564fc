import { field, form, wrong } from "../act.js";
import { h } from "../dom.js";
import { bytes, parseBytes } from "../format.js";
import { say } from "../words.js";

/** What one contact may send without a question, and where it goes. */
export function contactLimits(app, id) {
  const quota = h("input", {
    type: "text",
    inputmode: "decimal",
    placeholder: say("settings.unlimited"),
  });
  const into = h("input.mono", { type: "text", spellcheck: "false" });
  let filled = false;
  const node = h(
    "details.card.more",
    {},
    h("summary", {}, say("contact.limits")),
    form(
      [
        field(say("contact.quota"), quota, say("contact.quotaHint")),
        field(say("contact.into"), into, say("contact.intoHint")),
      ],
      say("settings.save"),
      async () => {
        const most = parseBytes(quota.value);
        if (Number.isNaN(most)) throw wrong(quota, say("settings.notBytes"));
        const settings = app.store.state.settings;
        const own = { id };
        if (most > 0) own.quota = most;
        if (into.value.trim()) own.into = into.value.trim();
        const others = settings.contacts.filter((one) => one.id !== id);
        app.store.fold(
          "settings",
          await app.api.put("/settings", { ...settings, contacts: [...others, own] }),
        );
      },
      { look: "button.button" },
    ),
  );
  return {
    node,
    update(state) {
      if (filled || !state.settings) return;
      filled = true;
      const own = state.settings.contacts.find((one) => one.id === id);
      quota.value = own?.quota ? bytes(own.quota) : "";
      into.value = own?.into ?? "";
    },
  };
}
