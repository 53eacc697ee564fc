// What is known of the node: one value, folded from its events. Pure.

/** Before the first word of the node. */
export const NOTHING = {
  link: "connecting",
  node: undefined,
  contacts: new Map(),
  requests: new Map(),
  codes: new Map(),
  offers: new Map(),
  transfers: new Map(),
  outbox: new Map(),
  settings: undefined,
};

const KINDS = {
  contact: "contacts",
  request: "requests",
  code: "codes",
  offer: "offers",
  transfer: "transfers",
  letter: "outbox",
};

/** The state after an event of the node. What is not known of is left aside. */
export function fold(state, event, data) {
  switch (event) {
    case "snapshot":
      return snapshot(state, data);
    case "node":
      return { ...state, node: data };
    case "settings":
      return { ...state, settings: data };
    case "account":
      return withAccounts(state, (all) => replaced(all, data));
    case "account-gone":
      return withAccounts(state, (all) => all.filter((one) => one.id !== data.id));
    default:
      return folded(state, event, data);
  }
}

/** The state with the link to the node being connecting, here, gone or refused. */
export function linked(state, link) {
  return state.link === link ? state : { ...state, link };
}

function snapshot(state, data) {
  const next = { ...state, link: "here", node: data.node, settings: data.settings };
  for (const field of Object.values(KINDS)) {
    next[field] = new Map((data[field] ?? []).map((one) => [one.id, one]));
  }
  return next;
}

function withAccounts(state, change) {
  if (!state.node) return state;
  return { ...state, node: { ...state.node, accounts: change(state.node.accounts) } };
}

function replaced(all, one) {
  const at = all.findIndex((other) => other.id === one.id);
  return at < 0 ? [...all, one] : all.with(at, one);
}

function folded(state, event, data) {
  const gone = event.endsWith("-gone");
  const field = KINDS[gone ? event.slice(0, -5) : event];
  if (!field) return state;
  const next = new Map(state[field]);
  if (gone) {
    next.delete(data.id);
  } else {
    next.set(data.id, data);
  }
  return { ...state, [field]: next };
}

/** Offers that wait for yes or no, the oldest first. */
export function open(state) {
  return [...state.offers.values()].filter((offer) => !offer.answered);
}

/** Transfers, the latest first, without those that are still shown as an offer, or as a letter. */
export function running(state) {
  const elsewhere = new Set([...open(state), ...letters(state)].map((one) => one.id));
  return [...state.transfers.values()]
    .filter((t) => t.state !== "ended" && !elsewhere.has(t.id))
    .reverse();
}

export function finished(state) {
  return [...state.transfers.values()].filter((t) => t.state === "ended").reverse();
}

/** What waits for somebody; a letter has the id of its transfer, which is shown once it is under way. */
export function letters(state) {
  return [...state.outbox.values()].filter((letter) => {
    const transfer = state.transfers.get(letter.id);
    return !transfer || transfer.state === "waiting" || transfer.state === "ended";
  });
}

/** What somebody is called: by the user, else by their address. */
export function called(state, peer, name) {
  return name || state.contacts.get(bare(peer))?.name || short(bare(peer));
}

/** The account, without the device behind the slash. */
export function bare(peer) {
  return peer.split("/", 1)[0];
}

/** An address that fits into a line: 40 digits are shortened, others are as they are. */
export function short(peer) {
  return /^[0-9a-f]{40}$/i.test(peer) ? `${peer.slice(0, 8)}…${peer.slice(-4)}` : peer;
}
