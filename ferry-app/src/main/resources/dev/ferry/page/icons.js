import { svg } from "./dom.js";

// Strokes on a field of 24 by 24.

const DRAWINGS = {
  people:
    "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21v-1a6 6 0 0 1 6-6h2a6 6 0 0 1 6 6v1M16 3.5a4 4 0 0 1 0 7M19 14.5a6 6 0 0 1 3 5.5v1",
  transfers: "M7 20V5M3 9l4-4 4 4M17 4v15M13 15l4 4 4-4",
  history: "M3 12a9 9 0 1 0 3-6.7M3 4v4h4M12 7v5l3.5 2",
  account:
    "M4 5h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM9 12.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5.5 16c.6-1.5 1.9-2 3.5-2s2.9.5 3.5 2M15 10h3M15 14h3",
  network:
    "M12 20v-6M5 10a10 10 0 0 1 14 0M8 13.5a5.6 5.6 0 0 1 8 0M2 6.5a14.5 14.5 0 0 1 20 0M12 20h.01",
  settings:
    "M4 7h10M18 7h2M4 17h2M10 17h10M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  send: "M21 3 10 14M21 3l-7 18-4-7-7-4z",
  add: "M12 5v14M5 12h14",
  addPerson:
    "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21v-1a6 6 0 0 1 6-6h2a6 6 0 0 1 4 1.5M18 14v6M15 17h6",
  code: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v6h-6v-2",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  folder: "M3 6a1 1 0 0 1 1-1h5l2 2.5h9a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1z",
  camera:
    "M4 7h3l2-3h6l2 3h3a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z",
  in: "M12 4v12M7 11l5 5 5-5M5 20h14",
  out: "M12 20V8M7 13l5-5 5 5M5 4h14",
  done: "M4 12.5 9.5 18 20 6.5",
  close: "M6 6l12 12M18 6 6 18",
  pause: "M8 5v14M16 5v14",
  play: "M7 4.5v15l12-7.5z",
  again: "M20 12a8 8 0 1 1-2.5-5.8M20 3v4h-4",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  open: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.8-1.2",
  verified: "M12 3l7.5 3v5.5c0 4.7-3.2 8-7.5 9.5-4.3-1.5-7.5-4.8-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  bell: "M6 10a6 6 0 0 1 12 0c0 6 2 7 2 7H4s2-1 2-7M10 20.5a2.2 2.2 0 0 0 4 0",
  warn: "M12 4 2.5 20h19zM12 10v4.5M12 17.5h.01",
  next: "M9 5l7 7-7 7",
  bin: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  route:
    "M6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 17h6a4 4 0 0 0 4-4V9",
};

/** A drawing beside words; what stands alone needs a label of its own. */
export function icon(what) {
  return svg(
    "svg.icon",
    { viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: DRAWINGS[what] }),
  );
}
