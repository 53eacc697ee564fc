import { button, copyButton, showTrouble } from "../act.js";
import { part } from "../api.js";
import { confirm, openDialog } from "../dialog.js";
import { attribute, h, keyed, shown, text } from "../dom.js";
import { initials, name, plain, rename } from "../names.js";
import { short } from "../state.js";
import { say } from "../words.js";
import { identityForm, xmppForm } from "./account-form.js";
import { keyList } from "./keys.js";
import { qr } from "./qr.js";

/** The user's own accounts: how they stand, and how others find them. */
export function accountsView(app) {
  const list = h("ul.stack-wide", {});
  const cards = keyed(
    list,
    (account) => account.id,
    (account) => card(app, account),
  );
  const add = button(say("accounts.add"), () => addAccount(app), {
    look: "button.button.main",
    drawing: "add",
  });
  return {
    title: say("nav.accounts"),
    tools: add,
    node: list,
    update: (state) => cards(state.node?.accounts ?? []),
  };
}

function card(app, account) {
  const circle = h("span.avatar", { "aria-hidden": "true" });
  const called = name("");
  const standing = h("p.small.soft", {});
  const failed = h("div.error", { hidden: true });
  const address = h("code.name", {}, account.address);
  const code = qr(app, `/accounts/${part(account.id)}/qr`, say("accounts.qr"));
  const keys = keyList(say("accounts.keys"));
  const remove = button(say("accounts.remove"), () => removeAccount(app, account), {
    look: "button.button.danger",
  });
  const node = h(
    "li.card.stack",
    {},
    h("div.row", {}, circle, h("div.grow", {}, h("h2", {}, called), standing)),
    failed,
    h(
      "div.row",
      {},
      code,
      h(
        "div.grow.stack",
        {},
        h("p.small.soft", {}, say(`accounts.address.${account.world}`)),
        address,
        h(
          "div.row",
          {},
          copyButton(() => address.textContent),
          account.world === "xmpp" && remove,
        ),
      ),
    ),
    keys.node,
  );
  return {
    node,
    close: code.close,
    update(now) {
      text(circle, initials(now.name || now.id));
      rename(called, now.name || short(now.id));
      text(
        standing,
        say(`accounts.standing.${now.standing}`, { world: say(`world.${now.world}`) }),
      );
      text(address, now.address);
      if (now.error) showTrouble(failed, now.error);
      else shown(failed, false);
      attribute(node, "data-standing", now.standing);
      keys.update(now.keys ?? []);
    },
  };
}

function removeAccount(app, account) {
  confirm(
    say("accounts.remove"),
    say("accounts.removeAsk", { who: plain(account.id) }),
    say("accounts.remove"),
    () => app.api.delete(`/accounts/${part(account.id)}`),
  );
}

function addAccount(app) {
  const alone = app.store.state.node.accounts.some((account) => account.world === "alone");
  const done = () => dialog.close();
  const section = (key, body) =>
    h(
      "section.stack",
      {},
      h("h3", {}, say(`welcome.${key}`)),
      h("p.soft.small", {}, say(`welcome.${key}Text`)),
      body,
    );
  const dialog = openDialog(
    say("accounts.add"),
    h(
      "div.stack-wide",
      {},
      !alone && section("alone", identityForm(app, done)),
      section("xmpp", xmppForm(app, done)),
    ),
  );
}
