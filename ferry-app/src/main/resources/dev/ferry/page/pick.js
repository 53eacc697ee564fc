// Files from a drop, a folder or a dialog, each as {path, file}; path is relative, with / between folders.

/** Must be called in the event itself: what is dropped is gone after it. */
export async function dropped(transfer) {
  const entries = [...transfer.items]
    .filter((item) => item.kind === "file")
    .map(
      (item) =>
        item.webkitGetAsEntry?.() ?? {
          isFile: true,
          name: item.getAsFile().name,
          own: item.getAsFile(),
        },
    );
  const found = [];
  for (const entry of entries) await walk(entry, "", found);
  return found;
}

async function walk(entry, above, found) {
  const path = above + entry.name;
  if (entry.isFile) {
    const file = entry.own ?? (await new Promise((resolve, reject) => entry.file(resolve, reject)));
    found.push({ path, file });
    return;
  }
  const reader = entry.createReader();
  // A folder is read in portions; an empty one is the end.
  for (;;) {
    const portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return;
    for (const below of portion) await walk(below, `${path}/`, found);
  }
}

/** What an input of files, or of a folder, holds. */
export function picked(input) {
  return [...input.files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** As the user thinks of them: single files, and folders with all that is in them. */
export function things(files) {
  const found = new Map();
  for (const one of files) {
    const [top, ...below] = one.path.split("/");
    const thing = found.get(top) ?? { name: top, folder: below.length > 0, files: 0, size: 0 };
    thing.files++;
    thing.size += one.file.size;
    found.set(top, thing);
  }
  return [...found.values()];
}

/** Adds files to others; what has a name that is there already gets a number. */
export function joined(files, more) {
  const taken = new Set(files.map((one) => one.path.split("/")[0]));
  const names = new Map();
  return [
    ...files,
    ...more.map(({ path, file }) => {
      const [top, ...below] = path.split("/");
      if (!names.has(top)) names.set(top, free(top, taken));
      return { path: [names.get(top), ...below].join("/"), file };
    }),
  ];
}

function free(name, taken) {
  const dot = name.lastIndexOf(".");
  const [stem, end] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  let found = name;
  for (let number = 2; taken.has(found); number++) found = `${stem} (${number})${end}`;
  taken.add(found);
  return found;
}

/** Makes an element take drops; aimed tells whether something is above it. */
export function takesDrops(node, onFiles) {
  let depth = 0;
  const aim = (change) => {
    depth = Math.max(0, depth + change);
    node.classList.toggle("aimed", depth > 0);
  };
  const withFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  node.addEventListener("dragenter", (event) => {
    if (!withFiles(event)) return;
    event.preventDefault();
    aim(1);
  });
  node.addEventListener("dragleave", (event) => {
    if (withFiles(event)) aim(-1);
  });
  node.addEventListener("dragover", (event) => {
    if (!withFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  });
  node.addEventListener("drop", async (event) => {
    if (!withFiles(event)) return;
    event.preventDefault();
    aim(-depth);
    const files = dropped(event.dataTransfer);
    try {
      onFiles(await files);
    } catch (failure) {
      node.dispatchEvent(new CustomEvent("trouble", { bubbles: true, detail: failure }));
    }
  });
}
