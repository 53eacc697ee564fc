import { button, iconButton, sentences } from "./act.js";
import { h } from "./dom.js";
import { say } from "./words.js";

let numbers = 0;

/**
 * Opens a window over the page: body and foot are its own; Escape closes it, and the focus goes back
 * where it was. onClose is called once.
 */
export function openDialog(title, body, { foot = [], onClose = () => {} } = {}) {
  const id = `dialog-${++numbers}`;
  const before = document.activeElement;
  const node = h("dialog", { "aria-labelledby": id });
  const close = () => node.close();
  const heading = h("h2", { id, tabindex: "-1" }, title);
  const feet = foot.length ? h("div.foot", {}, foot) : undefined;
  const failed = h("p.error", { role: "alert", hidden: true });
  node.append(
    h(
      "div.inside",
      {},
      h("div.title", {}, heading, iconButton("close", say("do.close"), close)),
      body,
      failed,
      feet ?? [],
    ),
  );
  node.addEventListener("trouble", (event) => {
    event.stopPropagation();
    failed.textContent = sentences(event.detail).join(" ");
    failed.hidden = false;
  });
  node.addEventListener("close", () => {
    node.remove();
    onClose();
    if (before?.isConnected) before.focus();
  });
  document.body.append(node);
  node.showModal();
  if (!node.querySelector("[autofocus]")) heading.focus();
  return { node, close, heading };
}

/** Asks before something that cannot be undone; extra is shown under the question. */
export function confirm(title, question, label, act, extra) {
  const dialog = openDialog(title, h("div.stack", {}, h("p", {}, question), extra ?? []), {
    foot: [
      button(say("do.keep"), () => dialog.close(), { look: "button.button" }),
      button(
        label,
        async () => {
          await act();
          dialog.close();
        },
        { look: "button.button.danger" },
      ),
    ],
  });
  return dialog;
}
