import { accountsView } from "./views/accounts.js";
import { contactView } from "./views/contact.js";
import { historyView } from "./views/history.js";
import { networkView } from "./views/network.js";
import { peopleView } from "./views/people.js";
import { settingsView } from "./views/settings.js";
import { transfersView } from "./views/transfers.js";
import { waitView } from "./views/wait.js";
import { welcomeView } from "./views/welcome.js";

const VIEWS = {
  accounts: accountsView,
  contact: contactView,
  history: historyView,
  network: networkView,
  people: peopleView,
  settings: settingsView,
  transfers: transfersView,
  wait: waitView,
  welcome: welcomeView,
};

/** Where the page is: {name, key, id, parent}. Without an account there is only one place to be. */
export function place(state) {
  if (!state.node) return { name: "wait", key: "wait" };
  if (state.node.accounts.length === 0) return { name: "welcome", key: "welcome" };
  const [, name = "people", id] = location.hash.split("/");
  if (name === "people" && id) {
    return { name: "contact", parent: "people", id: decoded(id), key: location.hash };
  }
  const known =
    Object.hasOwn(VIEWS, name) && name !== "wait" && name !== "welcome" && name !== "contact";
  return known ? { name, key: name } : { name: "people", key: "people" };
}

function decoded(id) {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

export function viewOf(at) {
  return VIEWS[at.name];
}
