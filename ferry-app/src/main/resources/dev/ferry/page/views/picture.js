import { part } from "../api.js";
import { h } from "../dom.js";
import { plain } from "../names.js";

/** A received picture in place, once it is there; number is that of its entry in the history. */
export function picture(app, number, file) {
  return blobImage(app, `/history/${part(number)}/content`, plain(file), "img.picture");
}

/** The small picture of an offer; instead stands there until it has come. */
export function thumbnail(app, offer, instead) {
  return blobImage(app, `/offers/${part(offer.id)}/thumbnail`, "", "img.thumb", instead);
}

function blobImage(app, path, label, what, instead) {
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
      if (instead) instead.hidden = true;
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
