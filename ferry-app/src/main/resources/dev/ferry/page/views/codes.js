import { button, copyButton, field, form, sentences, wrong } from "../act.js";
import { part } from "../api.js";
import { openDialog } from "../dialog.js";
import { fill, h } from "../dom.js";
import { plain } from "../names.js";
import { say } from "../words.js";
import { qr } from "./qr.js";

/** Meets somebody by a code that holds once: make one here, or type the other's. */
export function makeCode(app) {
  const live = h("div.stack", { "aria-live": "polite" });
  const typed = h("input", {
    type: "text",
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "none",
  });
  const session = openSession(app, live, () => dialog.close());
  const make = button(say("codes.make"), () => session.start("/codes"), {
    look: "button.button.main",
    drawing: "code",
  });
  const join = form(
    field(say("codes.typed"), typed, say("codes.typedHint")),
    say("codes.join"),
    async () => {
      const code = typed.value.trim();
      if (!code) throw wrong(typed, say("codes.typedMissing"));
      await session.start("/codes/join", { code });
    },
    { look: "button.button" },
  );
  const choice = h(
    "div.fields",
    {},
    h(
      "section.stack",
      {},
      h("h3", {}, say("codes.mine")),
      h("p.soft", {}, say("codes.mineHint")),
      h("div.row", {}, make),
    ),
    h("section.stack", {}, h("h3", {}, say("codes.theirs")), join),
  );
  fill(live, choice);
  const dialog = openDialog(say("codes.title"), live, { onClose: session.close });
}

/** One code from its making to its end, shown in place. */
function openSession(app, live, done) {
  let id;
  let shownAs;
  let picture;
  // What the user calls whom they met.
  const chosen = { name: "" };
  let unwatch = () => {};
  const show = (code) => {
    const key = `${code.state} ${code.code ?? ""} ${code.words ?? ""}`;
    if (key === shownAs) return;
    shownAs = key;
    picture?.close();
    picture = undefined;
    if (code.code && code.state === "waiting")
      picture = qr(app, `/codes/${part(code.id)}/qr`, say("codes.qr"));
    fill(live, page(app, code, picture, done, chosen));
    live.querySelector("[data-first]")?.focus();
  };
  return {
    async start(path, body) {
      const code = await app.api.post(path, body);
      id = code.id;
      app.store.fold("code", code);
      show(code);
      unwatch = app.store.watch((state) => {
        const now = state.codes.get(id);
        if (now) show(now);
      });
    },
    close() {
      unwatch();
      picture?.close();
      const state = id && app.store.state.codes.get(id)?.state;
      // Whoever closes the window waits no longer.
      if (state && state !== "kept") app.api.delete(`/codes/${part(id)}`).catch(() => {});
    },
  };
}

function page(app, code, picture, done, chosen) {
  switch (code.state) {
    case "waiting":
      return code.code
        ? [
            h("p", {}, say("codes.tell")),
            h("p.code", { "data-first": true, tabindex: "-1" }, code.code),
            h(
              "div.row",
              {},
              picture,
              h(
                "div.grow.stack",
                {},
                h("p.soft", {}, say("codes.waiting")),
                h(
                  "div.row",
                  {},
                  copyButton(() => code.code),
                ),
              ),
            ),
          ]
        : [busy("preparing")];
    case "met":
      return met(app, code, chosen);
    case "kept":
      return [
        h("p.strong", {}, say("codes.kept", { who: plain(chosen.name || code.name || "") })),
        h(
          "div.row",
          {},
          button(say("do.done"), done, { look: "button.button.main", "data-first": true }),
        ),
      ];
    case "failed": {
      const [what, next] = code.error ? sentences(code.error) : [say("codes.failed")];
      return [
        h("div.error", {}, h("p", {}, what), next && h("p.next", {}, next)),
        h(
          "div.row",
          {},
          button(say("do.close"), done, { look: "button.button", "data-first": true }),
        ),
      ];
    }
    default:
      return [busy(code.state)];
  }
}

function busy(state) {
  return h("p.soft", {}, say(`codes.${state}`));
}

function met(app, code, chosen) {
  const name = h("input", {
    type: "text",
    maxlength: "60",
    autocomplete: "off",
    value: plain(code.name ?? ""),
  });
  return [
    h("p", { "data-first": true, tabindex: "-1" }, say("codes.compare")),
    h("p.words", {}, code.words ?? ""),
    form(field(say("codes.name"), name, say("codes.nameHint")), say("codes.keep"), async () => {
      const wanted = name.value.trim();
      if (!wanted) throw wrong(name, say("account.nameMissing"));
      chosen.name = wanted;
      app.store.fold("code", await app.api.post(`/codes/${part(code.id)}/keep`, { name: wanted }));
    }),
    h("p.small.soft", {}, say("codes.differ")),
  ];
}
