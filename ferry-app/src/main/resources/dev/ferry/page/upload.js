import { part } from "./api.js";

/** Hands files over to the node; gives the id of the upload. Stops and forgets all when aborted. */
export async function handOver(api, files, onBytes, signal) {
  const { id } = await api.post("/uploads");
  try {
    let before = 0;
    for (const { path, file } of files) {
      signal.throwIfAborted();
      const sending = api.upload(`/uploads/${part(id)}?path=${part(path)}`, file, (sent) =>
        onBytes(before + Math.min(sent, file.size)),
      );
      signal.addEventListener("abort", sending.stop);
      await sending.done;
      signal.removeEventListener("abort", sending.stop);
      before += file.size;
      onBytes(before);
    }
    return id;
  } catch (failure) {
    await api.delete(`/uploads/${part(id)}`).catch(() => {});
    throw failure;
  }
}
