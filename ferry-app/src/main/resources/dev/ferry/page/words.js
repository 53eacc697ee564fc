import { words } from "./words.en.js";

// The only way from a key to words. Another language is another file of the same shape.

const plural = new Intl.PluralRules("en");

/** The words of that key with {name}s replaced; {one, other} is chosen by values.count. */
export function say(key, values = {}) {
  return fillIn(sentence(key, values), values);
}

/** Whether there are words of that key. */
export function known(key) {
  return look(key) !== undefined;
}

function look(key) {
  return key.split(".").reduce(step, words);
}

function step(part, name) {
  return part !== undefined && Object.hasOwn(part, name) ? part[name] : undefined;
}

function sentence(key, values) {
  const found = look(key);
  if (typeof found === "string") return found;
  if (found && found.other !== undefined)
    return found[plural.select(values.count ?? 0)] ?? found.other;
  throw new Error(`no words for ${key}`);
}

function fillIn(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) =>
    name in values ? String(values[name]) : whole,
  );
}
