import { h } from "../dom.js";

/** A drawing of the node for a camera, fetched with the token and shown as a picture. */
export function qr(app, path, label) {
  const node = h("img.qr", { alt: label, hidden: true });
  let url;
  let closed = false;
  app.api
    .blob(path)
    .then((blob) => {
      if (closed) return;
      url = URL.createObjectURL(blob);
      node.src = url;
      node.hidden = false;
    })
    .catch(() => {
      // The address beside it says the same.
    });
  node.close = () => {
    closed = true;
    if (url) URL.revokeObjectURL(url);
  };
  return node;
}
