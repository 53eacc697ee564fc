import { button, chosen, field, form, radios, wrong } from "../act.js";
import { fill, h } from "../dom.js";
import { bytes, parseBytes } from "../format.js";
import { plain } from "../names.js";
import { allowNotifications, notifying, stopNotifications } from "../notify.js";
import { applyTheme, theme, THEMES } from "../theme.js";
import { say } from "../words.js";

const POLICIES = ["ask", "pictures", "contacts", "all"];

/** How offers are met, limits, and how this page looks. */
export function settingsView(app) {
  const reception = h("section.card", {});
  const about = h("p.small.soft.name", {});
  let filled = false;
  return {
    title: say("nav.settings"),
    node: h("div.stack-wide", {}, reception, look(), desktop(), about),
    update(state) {
      about.textContent = state.node
        ? say("settings.about", { version: state.node.version, home: plain(state.node.home) })
        : "";
      if (filled || !state.settings) return;
      filled = true;
      fill(reception, receiving(app, state.settings));
    },
  };
}

function receiving(app, settings) {
  const policy = radios(
    say("settings.accept"),
    "accept",
    POLICIES.map((value) => ({
      value,
      label: say(`policy.${value}`),
      hint: say(`policy.${value}Hint`),
    })),
    settings.accept,
  );
  const into = h("input.mono", { type: "text", spellcheck: "false", value: settings.into });
  const amount = (value) =>
    h("input", {
      type: "text",
      inputmode: "decimal",
      placeholder: say("settings.unlimited"),
      value: value > 0 ? bytes(value) : "",
    });
  const up = amount(settings.up);
  const down = amount(settings.down);
  const parallel = h("input", {
    type: "text",
    inputmode: "numeric",
    placeholder: say("settings.unlimited"),
    value: settings.parallel > 0 ? settings.parallel : "",
  });
  const saved = h("span.good", { role: "status" });
  const limit = (input) => {
    const value = parseBytes(input.value);
    if (Number.isNaN(value)) throw wrong(input, say("settings.notBytes"));
    return value;
  };
  const body = form(
    [
      h("h2", {}, say("settings.receiving")),
      policy,
      field(say("settings.into"), into, say("settings.intoHint")),
      h(
        "div.fields",
        {},
        field(say("settings.up"), up, say("settings.rateHint")),
        field(say("settings.down"), down, say("settings.rateHint")),
        field(say("settings.parallel"), parallel, say("settings.parallelHint")),
      ),
    ],
    say("settings.save"),
    async () => {
      saved.textContent = "";
      if (!/^\d*$/.test(parallel.value.trim())) throw wrong(parallel, say("settings.notNumber"));
      const wanted = {
        ...app.store.state.settings,
        accept: chosen(policy, "accept"),
        into: into.value.trim(),
        up: limit(up),
        down: limit(down),
        parallel: Number(parallel.value.trim() || 0),
      };
      app.store.fold("settings", await app.api.put("/settings", wanted));
      saved.textContent = say("settings.saved");
    },
    { extra: saved },
  );
  return body;
}

function look() {
  return h(
    "section.card.stack",
    {},
    h("h2", {}, say("settings.look")),
    radios(
      say("settings.theme"),
      "theme",
      THEMES.map((value) => ({ value, label: say(`theme.${value}`) })),
      theme(),
      applyTheme,
    ),
  );
}

function desktop() {
  const note = h("p.soft", { role: "status" });
  const toggle = button(
    "",
    async () => {
      if (notifying() === "on") stopNotifications();
      else await allowNotifications();
      show();
    },
    { look: "button.button", drawing: "bell" },
  );
  const show = () => {
    const state = notifying();
    note.textContent = say(`notify.${state}`);
    toggle.hidden = state === "none" || state === "denied";
    toggle.lastChild.textContent = say(state === "on" ? "notify.stop" : "notify.allow");
  };
  show();
  return h(
    "section.card.stack",
    {},
    h("h2", {}, say("notify.title")),
    note,
    h("div.row", {}, toggle),
  );
}
