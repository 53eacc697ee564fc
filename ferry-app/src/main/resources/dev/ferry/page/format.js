import { say } from "./words.js";

// Numbers for people. Nothing here knows the page.

const STEPS = ["B", "kB", "MB", "GB", "TB", "PB"];

/** Bytes in units of thousands, with three digits at most. */
export function bytes(count) {
  let step = 0;
  let rest = Math.max(0, Number(count) || 0);
  while (rest >= 999.5 && step < STEPS.length - 1) {
    rest /= 1000;
    step++;
  }
  const digits = step === 0 || rest >= 99.95 ? 0 : rest >= 9.995 ? 1 : 2;
  return `${rest.toFixed(digits)} ${STEPS[step]}`;
}

export function rate(perSecond) {
  return say("units.perSecond", { amount: bytes(perSecond) });
}

/** How long something takes, as roughly as people say it. */
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return say("units.seconds", { count: whole });
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return say("units.minutes", { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return say("units.hours", { hours, minutes: minutes % 60 });
  return say("units.days", { count: Math.round(hours / 24) });
}

/** The share that is through, 0 to 100; a file of nothing is through when it ended. */
export function percent(done, size, ended = false) {
  if (size <= 0) return ended ? 100 : 0;
  return Math.min(100, Math.max(0, Math.floor((done / size) * 100)));
}

/** A moment: the time alone when it was today. */
export function moment(iso, now = new Date()) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const sameDay = at.toDateString() === now.toDateString();
  const options = sameDay
    ? { hour: "2-digit", minute: "2-digit" }
    : { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  if (at.getFullYear() !== now.getFullYear()) options.year = "numeric";
  return new Intl.DateTimeFormat(undefined, options).format(at);
}

/** Digits of a key in groups that can be read to each other. */
export function groups(digits, length = 4) {
  return digits.replace(/[^0-9a-fA-F]/g, "").match(new RegExp(`.{1,${length}}`, "g")) ?? [];
}

/** "3.5 MB" or "3500000" to bytes; nothing or 0 is no limit; NaN when it is no amount. */
export function parseBytes(typed) {
  const trimmed = typed.trim();
  if (trimmed === "") return 0;
  const match = /^(\d+(?:[.,]\d+)?)\s*([kmgt]?)i?b?(?:\/s)?$/i.exec(trimmed);
  if (!match) return NaN;
  const power = ["", "k", "m", "g", "t"].indexOf(match[2].toLowerCase());
  return Math.round(Number(match[1].replace(",", ".")) * 1000 ** power);
}
