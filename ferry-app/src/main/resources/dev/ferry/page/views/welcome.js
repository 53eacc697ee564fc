import { h } from "../dom.js";
import { icon } from "../icons.js";
import { say } from "../words.js";
import { identityForm, xmppForm } from "./account-form.js";

/** The first run: who one is to be. */
export function welcomeView(app) {
  const done = (account) => app.store.fold("account", account);
  const card = (drawing, key, body) =>
    h(
      "section.card.stack",
      { "aria-labelledby": `welcome-${key}` },
      h(
        "div.row",
        {},
        h("span.avatar", { "aria-hidden": "true" }, icon(drawing)),
        h("h2", { id: `welcome-${key}` }, say(`welcome.${key}`)),
      ),
      h("p.soft", {}, say(`welcome.${key}Text`)),
      body,
    );
  const node = h(
    "div.stack-wide",
    {},
    h("p.soft", {}, say("welcome.text")),
    h(
      "div.fields",
      {},
      card("account", "alone", identityForm(app, done)),
      card("people", "xmpp", xmppForm(app, done)),
    ),
  );
  return { title: say("welcome.title"), node };
}
