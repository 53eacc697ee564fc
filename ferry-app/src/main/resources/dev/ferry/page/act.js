import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./names.js";
import { say } from "./words.js";

// What can be pressed, and what is shown when it fails.

/** act: what it does, may be async; what fails is told by the toast of the frame. */
export function button(
  label,
  act,
  { look = "button", drawing, name, type = "button", ...more } = {},
) {
  const node = h(look, { type, "aria-label": name, ...more }, drawing && icon(drawing), label);
  if (act) node.addEventListener("click", () => once(node, act));
  return node;
}

/** A button that is a drawing alone, with its words for those who hear or hover. */
export function iconButton(drawing, label, act) {
  const node = button("", act, { look: "button.button.plain.square", drawing, name: label });
  node.title = label;
  return node;
}

/** Runs it unless it runs already. */
export async function once(node, act) {
  if (node.getAttribute("aria-disabled") === "true") return;
  node.setAttribute("aria-disabled", "true");
  try {
    await act();
  } catch (failure) {
    node.dispatchEvent(new CustomEvent("trouble", { bubbles: true, detail: failure }));
  } finally {
    node.removeAttribute("aria-disabled");
  }
}

/** The sentences of what failed: what, then what to do. */
export function sentences(failure) {
  const what = plain(failure.message ?? failure.what ?? failure);
  return failure.next ? [what, plain(failure.next)] : [what];
}

/** A form that shows what failed in itself. submit() may throw a Trouble. */
export function form(fields, label, submit, { look = "button.button.main", extra, busy } = {}) {
  const failed = h("div.error", { role: "alert", hidden: true });
  const go = button(label, undefined, { look, type: "submit" });
  const working = h("p.soft", { role: "status" });
  const node = h(
    "form.stack",
    { novalidate: true },
    fields,
    failed,
    h("div.row", {}, go, extra, working),
  );
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    await once(go, async () => {
      working.textContent = busy ?? "";
      try {
        await submit();
      } catch (failure) {
        showTrouble(failed, failure);
        const wrong = failure.field ?? undefined;
        wrong?.setAttribute("aria-invalid", "true");
        wrong?.focus();
      } finally {
        working.textContent = "";
      }
    });
  });
  return node;
}

export function showTrouble(node, failure) {
  const [what, next] = sentences(failure);
  fill(node, h("p", {}, what), next && h("p.next", {}, next));
  node.hidden = false;
}

/** What the user typed wrong: the field gets the focus. */
export function wrong(field, what) {
  return Object.assign(new Error(what), { field });
}

let numbers = 0;

/** A label, the control and a hint, tied together. */
export function field(label, control, hint) {
  const id = `field-${++numbers}`;
  control.id = id;
  const note = hint && h("p.hint", { id: `${id}-hint` }, hint);
  if (note) control.setAttribute("aria-describedby", note.id);
  control.addEventListener("input", () => control.removeAttribute("aria-invalid"));
  return h("div.field", {}, h("label", { for: id }, label), control, note);
}

/** One of several, each with a hint. choices: [{value, label, hint}]. */
export function radios(legend, group, choices, chosen, onChange) {
  const inputs = choices.map(({ value, label, hint }) => {
    const input = h("input", { type: "radio", name: group, value, checked: value === chosen });
    if (onChange) input.addEventListener("change", () => onChange(value));
    return h("label.choice", {}, input, h("span", {}, label, hint && h("span.hint", {}, hint)));
  });
  return h("fieldset", {}, h("legend", {}, legend), inputs);
}

export function chosen(container, group) {
  return container.querySelector(`input[name="${group}"]:checked`)?.value;
}

/** A button that copies a text and says so. */
export function copyButton(value) {
  const node = button(
    say("do.copy"),
    async () => {
      await navigator.clipboard.writeText(value());
      node.lastChild.textContent = say("do.copied");
      setTimeout(() => (node.lastChild.textContent = say("do.copy")), 2000);
    },
    { look: "button.button.plain", drawing: "copy" },
  );
  return node;
}
