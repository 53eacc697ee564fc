// How fast each transfer went, second by second, and on which route. Pure but for the clock it is given.

const KEPT = 120;

/** Samples of all transfers; take() folds in what the node says of one. */
export function rates(clock) {
  const all = new Map();
  return {
    take(transfer) {
      all.set(transfer.id, sampled(all.get(transfer.id) ?? [], transfer, clock()));
    },
    of: (id) => all.get(id) ?? [],
    keep(ids) {
      for (const id of all.keys()) if (!ids.has(id)) all.delete(id);
    },
  };
}

/** The samples with one more: {at, bytes, rate, route}; at most one for each half second. */
export function sampled(samples, transfer, now) {
  const moving = transfer.state === "flowing";
  const last = samples.at(-1);
  if (!moving && (!last || last.rate === 0)) return samples;
  const bytes = transfer.bytes;
  if (!last) return [{ at: now, bytes, rate: transfer.rate ?? 0, route: transfer.route }];
  const seconds = (now - last.at) / 1000;
  if (moving && seconds < 0.5) return samples;
  const rate = moving && seconds > 0 ? Math.max(0, (bytes - last.bytes) / seconds) : 0;
  const next = [...samples, { at: now, bytes, rate, route: transfer.route ?? last.route }];
  return next.length > KEPT ? next.slice(-KEPT) : next;
}

/** Stretches of one route each, in the plot's units: x 0 to width, y height (nothing) to 0 (the peak). */
export function stretches(samples, width, height) {
  if (samples.length < 2) return [];
  const peak = Math.max(...samples.map((s) => s.rate), 1);
  const from = samples[0].at;
  const whole = Math.max(1, samples.at(-1).at - from);
  const point = (s) => [
    round(((s.at - from) / whole) * width),
    round(height - (s.rate / peak) * height),
  ];
  const found = [];
  for (let i = 1; i < samples.length; i++) {
    const { route } = samples[i];
    if (found.at(-1)?.route !== route) found.push({ route, points: [point(samples[i - 1])] });
    found.at(-1).points.push(point(samples[i]));
  }
  return found;
}

function round(value) {
  return Math.round(value * 10) / 10;
}
