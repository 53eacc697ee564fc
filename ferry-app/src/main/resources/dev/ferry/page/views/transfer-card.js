import { button, sentences } from "../act.js";
import { part } from "../api.js";
import { attribute, fill, h, shown, text } from "../dom.js";
import { bytes, moment, percent, rate, span } from "../format.js";
import { icon } from "../icons.js";
import { name, plain, rename } from "../names.js";
import { plot } from "../plot.js";
import { called } from "../state.js";
import { say } from "../words.js";
import { lock, way } from "./protection.js";
import { arrived } from "./arrived.js";
import { details } from "./transfer-details.js";

/** One transfer: how far it is, how it goes, what can be done with it. */
export function transferCard(app, transfer) {
  const id = transfer.id;
  const kind = h("span.kind", { "aria-hidden": "true" });
  const file = name(transfer.file, "bdi.name.clipped.strong");
  const line = h("p.small.soft", {});
  const bar = h("progress.bar", { max: "100" });
  const figures = h("p.figures", {});
  const chips = h("div.row", {});
  const rates = plot();
  const failed = h("div.error", { hidden: true });
  const message = h("p.message", { hidden: true });
  const does = actions(app, id);
  const more = details();
  const seen = arrived(app);
  const node = h(
    "li.card.transfer",
    { "data-transfer": id },
    h("div.top", {}, kind, h("div.grow", {}, h("h3", {}, file), line), does.node),
    bar,
    failed,
    message,
    seen.node,
    h("div.row.under", {}, figures, chips),
    rates.node,
    more.node,
  );
  let drawing;
  let chipsOf;
  return {
    node,
    close: seen.close,
    update(now) {
      const ended = now.state === "ended";
      attribute(node, "data-tone", tone(now));
      attribute(node, "data-state", ended ? now.reason : now.state);
      if (drawing !== look(now)) fill(kind, icon((drawing = look(now))));
      rename(file, now.file);
      const who = plain(called(app.store.state, now.peer, now.name));
      text(
        line,
        say(`transfer.${now.direction}.${word(now)}`, { who, at: moment(now.ended ?? now.began) }),
      );
      showBar(bar, now, ended);
      text(figures, figuresOf(now, ended).join(" · "));
      const chipKey = `${now.encryption} ${now.proof} ${now.route} ${now.verified}`;
      if (chipKey !== chipsOf) fill(chips, lock(now), now.route && way(now.route), proven(now));
      chipsOf = chipKey;
      showFailure(failed, now);
      shown(message, Boolean(now.message));
      if (now.message) rename(message, now.message);
      does.update(now);
      rates.update(app.rates.of(id));
      more.update(now);
      seen.update(now);
    },
  };
}

/** The state as a key of the words. */
function word(transfer) {
  if (transfer.state === "ended")
    return transfer.reason === "completed" ? "completed" : ending(transfer.reason);
  return transfer.held ? "held" : transfer.state;
}

function ending(reason) {
  return reason === "declined" || reason === "cancelled" ? reason : "failed";
}

function tone(transfer) {
  if (transfer.state === "ended") {
    const quiet = { completed: "good", declined: false, cancelled: false };
    return transfer.reason in quiet ? quiet[transfer.reason] : "bad";
  }
  return transfer.state === "paused" || transfer.held ? "held" : false;
}

function look(transfer) {
  if (transfer.state === "ended") return transfer.reason === "completed" ? "done" : "close";
  if (transfer.held) return "pause";
  return transfer.folder ? "folder" : transfer.direction;
}

function showBar(bar, transfer, ended) {
  const share = percent(transfer.bytes, transfer.size, ended && transfer.reason === "completed");
  shown(bar, !ended);
  attribute(bar, "value", share);
  attribute(bar, "aria-label", say("transfer.bar", { file: plain(transfer.file) }));
}

function figuresOf(transfer, ended) {
  const amount =
    ended && transfer.reason === "completed"
      ? bytes(transfer.size)
      : say("transfer.amount", { done: bytes(transfer.bytes), size: bytes(transfer.size) });
  const found = [amount];
  if (transfer.state === "flowing") {
    found.push(say("transfer.percent", { share: percent(transfer.bytes, transfer.size) }));
    if (transfer.rate > 0) found.push(rate(transfer.rate));
    if (transfer.left !== undefined)
      found.push(say("transfer.left", { time: span(transfer.left) }));
  }
  if (!ended && transfer.why) found.push(plain(transfer.why));
  return found;
}

function proven(transfer) {
  if (!transfer.verified) return undefined;
  const sure = ["hash", "tag"].includes(transfer.verified);
  return h(
    sure ? "span.chip.safe" : "span.chip",
    {},
    icon(sure ? "verified" : "done"),
    say(`verified.${transfer.verified}`),
  );
}

function showFailure(node, transfer) {
  const wanted =
    transfer.state === "ended" && transfer.error && ending(transfer.reason) === "failed";
  if (node.hidden === !wanted) return;
  shown(node, wanted);
  if (!wanted) return;
  const [what, next] = sentences(transfer.error);
  fill(node, h("p", {}, what), next && h("p.next", {}, next));
}

/** The buttons that make sense now; they stay in place, so the focus does. */
function actions(app, id) {
  const post = (what) => async () =>
    app.store.fold("transfer", await app.api.post(`/transfers/${part(id)}/${what}`));
  const make = (what, drawing, look = "button.button") => button("", post(what), { look, drawing });
  const all = {
    pause: make("pause", "pause"),
    resume: make("resume", "play", "button.button.main"),
    cancel: make("cancel", "close"),
    again: make("again", "again"),
  };
  return {
    node: h("div.do", {}, Object.values(all)),
    update(transfer) {
      const ended = transfer.state === "ended";
      shown(
        all.pause,
        ["connecting", "flowing", "preparing"].includes(transfer.state) && !transfer.held,
      );
      shown(all.resume, Boolean(transfer.held) && !ended);
      shown(all.cancel, !ended);
      shown(all.again, ended && transfer.reason !== "completed");
      for (const [what, node] of Object.entries(all)) {
        const which = what === "again" ? `.${transfer.direction}` : "";
        text(node.lastChild, say(`transfer.${what}${which}`));
        const label = say(`transfer.${what}What${which}`, { file: plain(transfer.file) });
        attribute(node, "aria-label", label);
      }
    },
  };
}
