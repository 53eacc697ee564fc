import { button, copyButton, field, form, wrong } from "../act.js";
import { part } from "../api.js";
import { confirm } from "../dialog.js";
import { attribute, h, keyed, shown, text } from "../dom.js";
import { icon } from "../icons.js";
import { initials, name, plain, rename } from "../names.js";
import { takesDrops } from "../pick.js";
import { bare, called, finished, running, short } from "../state.js";
import { say } from "../words.js";
import { contactLimits } from "./contact-limits.js";
import { digits, keyList } from "./keys.js";
import { tone } from "./people.js";
import { offerList } from "./offers.js";
import { qr } from "./qr.js";
import { sendTo } from "./send.js";
import { transferCard } from "./transfer-card.js";

/** One contact: who they are, what was compared, what passed. */
export function contactView(app, { id }) {
  const path = `/contacts/${part(id)}`;
  const now = () => app.store.state.contacts.get(id);
  const put = async (work) => app.store.fold("contact", await work);

  const circle = h("span.avatar.large", { "aria-hidden": "true", "data-tone": tone(id) });
  const who = name("", "bdi.name");
  const standing = h("p.small.soft", {});
  const send = button(say("people.send"), () => sendTo(app, now()), {
    look: "button.button.main",
    drawing: "send",
  });
  const block = button(
    say("contact.block"),
    () => put(app.api.post(`${path}/${now().standing === "blocked" ? "unblock" : "block"}`)),
    { look: "button.button" },
  );
  const remove = button(say("contact.remove"), () => forget(app, now()), {
    look: "button.button.danger",
    drawing: "bin",
  });
  const head = h(
    "section.card.person",
    { "data-contact": id },
    h("div.row", {}, circle, h("div.grow", {}, h("h2", {}, who), standing)),
    h(
      "div.row",
      {},
      h("code.name.small", {}, id),
      copyButton(() => id),
    ),
    h("div.row", {}, send, block, remove),
    h("div.drop-here", { "aria-hidden": "true" }, say("people.drop")),
  );
  takesDrops(
    head,
    (files) => files.length && now()?.standing !== "blocked" && sendTo(app, now(), files),
  );

  const called_ = h("input", {
    type: "text",
    maxlength: "60",
    autocomplete: "off",
    value: plain(now()?.name ?? ""),
  });
  const naming = h(
    "section.card",
    {},
    form(
      field(say("contact.name"), called_),
      say("contact.rename"),
      () => put(app.api.put(path, { name: called_.value.trim() })),
      { look: "button.button" },
    ),
  );
  const keys = verification(app, path, put);
  const offers = offerList(app, (offer) => bare(offer.peer) === id);
  const limits = contactLimits(app, id);
  const list = h("ul.stack", {});
  const cards = keyed(
    list,
    (one) => one.id,
    (one) => transferCard(app, one),
  );
  const passed = h("section.stack", {}, h("h2", {}, say("contact.transfers")), list);
  const missing = h("p.soft", {}, say("contact.missing"));
  const node = h("div.stack-wide", {}, head, offers.node, passed, keys.node, limits.node, naming);
  return {
    title: say("contact.title"),
    tools: h("a.button.plain", { href: "#/people" }, say("contact.back")),
    node: h("div", {}, missing, node),
    close() {
      cards([]);
      offers.close();
      keys.close();
    },
    update(state) {
      const contact = state.contacts.get(id);
      shown(missing, !contact);
      shown(node, Boolean(contact));
      if (!contact) return;
      rename(who, called(state, id, contact.name));
      text(circle, initials(contact.name || id));
      text(
        standing,
        say(`contact.standing.${contact.standing}`, { address: say(`world.${contact.world}`) }),
      );
      shown(send, contact.standing !== "blocked");
      text(block, say(contact.standing === "blocked" ? "contact.unblock" : "contact.block"));
      attribute(head, "data-standing", contact.standing);
      offers.update(state);
      keys.update(contact, state);
      limits.update(state);
      const theirs = [...running(state), ...finished(state)]
        .filter((one) => bare(one.peer) === id)
        .slice(0, 5);
      cards(theirs);
      shown(passed, theirs.length > 0);
    },
  };
}

/** Comparing keys: theirs, ours, and yes. */
function verification(app, path, put) {
  const sure = (key) => {
    if (key.verified) return [];
    const compared = button(
      say("keys.same"),
      () => put(app.api.post(`${path}/verify`, { fingerprint: key.fingerprint })),
      { look: "button.button", drawing: "verified" },
    );
    return h("div.row", {}, compared);
  };
  const theirs = keyList(say("keys.theirs"), sure);
  const none = h("p.soft", {}, say("keys.none"));
  const typed = h("input.mono", { type: "text", spellcheck: "false", autocomplete: "off" });
  const byHand = h(
    "details.more",
    {},
    h("summary", {}, say("keys.type")),
    form(
      field(say("keys.typed"), typed, say("keys.typedHint")),
      say("keys.compare"),
      async () => {
        if (!/[0-9a-f]{8}/i.test(typed.value)) throw wrong(typed, say("keys.typedWrong"));
        await put(app.api.post(`${path}/verify`, { fingerprint: typed.value.trim() }));
        typed.value = "";
      },
      { look: "button.button" },
    ),
  );
  const own = h("div.stack", {});
  let ownOf;
  let picture;
  const showOwn = (contact, state) => {
    const account = state.node?.accounts.find((one) => one.world === contact.world);
    if (!account || ownOf === account.id) return;
    ownOf = account.id;
    picture = qr(app, `/accounts/${part(account.id)}/qr`, say("accounts.qr"));
    const lines = account.keys?.length
      ? account.keys
      : contact.world === "alone"
        ? [{ fingerprint: account.id }]
        : [];
    own.replaceChildren(
      h("h3", {}, say("keys.ours")),
      picture,
      ...lines.map((key) => digits(key.fingerprint)),
    );
  };
  return {
    node: h(
      "section.card.stack",
      { "aria-labelledby": "keys" },
      h("div.row", {}, icon("verified"), h("h2", { id: "keys" }, say("keys.title"))),
      h("p.soft", {}, say("keys.hint")),
      h(
        "div.fields",
        {},
        h("div.stack", {}, h("h3", {}, say("keys.theirs")), theirs.node, none, byHand),
        own,
      ),
    ),
    close: () => picture?.close(),
    update(contact, state) {
      theirs.update(contact.keys);
      shown(none, contact.keys.length === 0);
      showOwn(contact, state);
    },
  };
}

function forget(app, contact) {
  const who = plain(contact.name || short(contact.id));
  confirm(
    say("contact.remove"),
    say("contact.removeAsk", { who }),
    say("contact.remove"),
    async () => {
      await app.api.delete(`/contacts/${part(contact.id)}`);
      location.hash = "#/people";
    },
  );
}
