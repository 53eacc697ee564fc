import { h } from "../dom.js";
import { picture } from "./picture.js";

/** Shows a received picture in place, once its transfer is in the history. */
export function arrived(app) {
  const node = h("div", { hidden: true });
  let asked = false;
  let image;
  const show = async (transfer) => {
    const number = transfer.entry ?? (await entryOf(app, transfer))?.number;
    if (number === undefined) return;
    image = picture(app, number, transfer.file);
    node.append(image.node);
    node.hidden = false;
  };
  return {
    node,
    close: () => image?.close(),
    update(transfer) {
      const done = transfer.state === "ended" && transfer.reason === "completed";
      if (
        asked ||
        !done ||
        transfer.direction !== "in" ||
        transfer.folder ||
        transfer.picture === false
      )
        return;
      if (!/\.(png|jpe?g|gif|webp|avif|bmp)$/i.test(transfer.file)) return;
      asked = true;
      show(transfer).catch(() => {});
    },
  };
}

/** The history is written when a transfer is over: soon, but not at once. */
async function entryOf(app, transfer) {
  for (let pause = 100; pause < 5000; pause *= 2) {
    const { entries } = await app.api.get("/history?limit=50");
    const found = entries.find((entry) => entry.id === transfer.id);
    if (found?.ended) return found.picture ? found : undefined;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return undefined;
}
