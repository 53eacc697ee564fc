import { h } from "./dom.js";

// Names that others chose. What would be invisible, or would turn the text around, is shown as a mark.

const SPLIT =
  /([\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|(?<!\p{Extended_Pictographic}\ufe0f?)\u200d|\u200d(?!\p{Extended_Pictographic}))/u;

/** The pieces of a name: {text} or {mark}, the number of a character that is not to be seen. */
export function pieces(name) {
  const found = [];
  for (const [at, piece] of String(name).split(SPLIT).entries()) {
    if (piece === "" || piece === undefined) continue;
    found.push(at % 2 ? { mark: mark(piece) } : { text: piece });
  }
  return found;
}

function mark(character) {
  return "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
}

/** The name as plain text, for titles, labels and notifications. */
export function plain(name) {
  return pieces(name)
    .map((piece) => piece.text ?? `[${piece.mark}]`)
    .join("");
}

/** The name as an element that keeps its direction to itself. */
export function name(value, what = "bdi.name") {
  return h(what, { title: plain(value) }, children(value));
}

/** Shows another name in an element made by name(). */
export function rename(node, value) {
  const title = plain(value);
  if (node.title === title) return;
  node.title = title;
  node.replaceChildren(...children(value));
}

function children(value) {
  return pieces(value).map((piece) => piece.text ?? h("span.mark", {}, piece.mark));
}

/** What stands in the circle of somebody without a picture. */
export function initials(value) {
  const parts = plain(value)
    .replace(/@.*/, "")
    .split(/[\s._-]+/)
    .filter(Boolean);
  const letters = parts.slice(0, 2).map((part) => Array.from(part)[0].toUpperCase());
  return letters.join("") || "?";
}
