import { part } from "./api.js";

/**
 * Hands files over to the node, each single file and each folder as an upload of its own, since each
 * becomes a transfer; gives their ids. Stops and forgets all when aborted.
 */
export async function handOver(api, files, onBytes, signal) {
  const ids = [];
  const sent = { before: 0 };
  try {
    for (const together of byTop(files)) {
      const { id } = await api.post("/uploads");
      ids.push(id);
      await fillUpload(api, id, together, sent, onBytes, signal);
    }
    return ids;
  } catch (failure) {
    for (const id of ids) await api.delete(`/uploads/${part(id)}`).catch(() => {});
    throw failure;
  }
}

function byTop(files) {
  const found = new Map();
  for (const one of files) {
    const top = one.path.split("/", 1)[0];
    if (!found.has(top)) found.set(top, []);
    found.get(top).push(one);
  }
  return found.values();
}

async function fillUpload(api, id, files, sent, onBytes, signal) {
  for (const { path, file } of files) {
    signal.throwIfAborted();
    const sending = api.upload(`/uploads/${part(id)}?path=${part(path)}`, file, (bytes) =>
      onBytes(sent.before + Math.min(bytes, file.size)),
    );
    signal.addEventListener("abort", sending.stop);
    await sending.done;
    signal.removeEventListener("abort", sending.stop);
    sent.before += file.size;
    onBytes(sent.before);
  }
}
