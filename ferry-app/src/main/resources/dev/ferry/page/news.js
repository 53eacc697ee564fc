import { plain } from "./names.js";
import { notify } from "./notify.js";
import { called } from "./state.js";
import { say } from "./words.js";

/** Says aloud, and to the desktop, what happens while somebody does something else. */
export function openNews(app, frame) {
  const told = new Set();

  // seenAt: where it is shown anyway; the first leads there.
  const tell = (key, sentence, seenAt, kind) => {
    if (told.has(key)) return;
    told.add(key);
    if (seenAt.includes(location.hash)) frame.speak(sentence);
    else frame.toast(sentence, kind);
    notify(sentence, key, seenAt[0]);
  };

  const who = (state, one) => plain(called(state, one.peer, one.name));

  const offer = (data, state) => {
    if (data.answered) return;
    const sentence = say("news.offer", { who: who(state, data), file: plain(data.file) });
    tell(`offer ${data.id}`, sentence, ["#/transfers", "#/people"]);
  };

  const transfer = (data, state) => {
    const before = state.transfers.get(data.id);
    if (data.state !== "ended" || !before || before.state === "ended") return;
    const values = { who: who(state, data), file: plain(data.file) };
    if (data.reason === "completed") {
      tell(`end ${data.id}`, say(`news.${data.direction}`, values), ["#/transfers"], "good");
    } else if (data.error && data.reason !== "cancelled") {
      tell(`end ${data.id}`, say("news.failed", values), ["#/transfers"], "trouble");
    }
  };

  return {
    event(name, data, state) {
      if (name === "offer") offer(data, state);
      if (name === "transfer") transfer(data, state);
      if (name === "request") {
        const sentence = say("news.request", { who: plain(data.name || data.id.slice(0, 8)) });
        tell(`request ${data.id}`, sentence, ["#/people"]);
      }
    },
  };
}
