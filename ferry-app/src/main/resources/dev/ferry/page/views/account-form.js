import { field, form, wrong } from "../act.js";
import { h } from "../dom.js";
import { say } from "../words.js";

/** Makes an account that needs no server: a name is all it takes. done(account) follows. */
export function identityForm(app, done) {
  const name = h("input", { type: "text", autocomplete: "nickname", maxlength: "60" });
  return form(
    [field(say("account.name"), name, say("account.nameHint"))],
    say("account.create"),
    async () => {
      const wanted = name.value.trim();
      if (!wanted) throw wrong(name, say("account.nameMissing"));
      done(await app.api.post("/accounts", { world: "alone", name: wanted }));
    },
    { busy: say("account.making") },
  );
}

/** Adds an account of an XMPP server; what few need is folded away. */
export function xmppForm(app, done) {
  const jid = h("input", {
    type: "text",
    inputmode: "email",
    autocomplete: "username",
    spellcheck: "false",
  });
  const password = h("input", { type: "password", autocomplete: "current-password" });
  const server = h("input", {
    type: "text",
    spellcheck: "false",
    placeholder: "xmpp.example.org:5222",
  });
  const certificate = h("textarea.mono", { spellcheck: "false", rows: "3" });
  const more = h(
    "details.more",
    {},
    h("summary", {}, say("account.more")),
    h(
      "div.stack",
      {},
      field(say("account.server"), server, say("account.serverHint")),
      field(say("account.certificate"), certificate, say("account.certificateHint")),
    ),
  );
  return form(
    [
      field(say("account.jid"), jid, say("account.jidHint")),
      field(say("account.password"), password),
      more,
    ],
    say("account.add"),
    async () => {
      if (!jid.value.includes("@")) throw wrong(jid, say("account.jidWrong"));
      if (!password.value) throw wrong(password, say("account.passwordMissing"));
      const wanted = { world: "xmpp", jid: jid.value.trim(), password: password.value };
      if (server.value.trim()) wanted.server = server.value.trim();
      if (certificate.value.trim()) wanted.certificate = certificate.value;
      const made = await app.api.post("/accounts", wanted);
      password.value = "";
      done(made);
    },
  );
}
