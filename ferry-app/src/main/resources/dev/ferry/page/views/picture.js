import { part } from "../api.js";
import { h } from "../dom.js";
import { plain } from "../names.js";

/** A received picture in place, once it is there; number is that of its entry in the history. */
export function picture(app, number, file) {
  return blobImage(app, `/history/${part(number)}/content`, plain(file), "img.picture");
}

/** The small picture of an offer. */
export function thumbnail(app, offer) {
  return blobImage(app, `/offers/${part(offer.id)}/thumbnail`, "", "img.thumb");
}

function blobImage(app, path, label, what) {
  const node = h(what, { alt: label, hidden: true });
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
    .catch(() => node.remove());
  return {
    node,
    close() {
      closed = true;
      if (url) URL.revokeObjectURL(url);
    },
  };
}
