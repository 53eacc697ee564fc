import { plain } from "./names.js";

// Notifications of the desktop, where the browser has them and the user wants them.

const KEPT = "ferry.notify";

/** "none" where there are none, else "off", "on" or "denied". */
export function notifying() {
  if (!("Notification" in window)) return "none";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && localStorage.getItem(KEPT) === "on"
    ? "on"
    : "off";
}

/** Only after a click: browsers ask nobody without one. */
export async function allowNotifications() {
  if ((await Notification.requestPermission()) === "granted") localStorage.setItem(KEPT, "on");
  return notifying();
}

export function stopNotifications() {
  localStorage.setItem(KEPT, "off");
}

/** Tells somebody who looks elsewhere; a click brings this page back and leads to what it is about. */
export function notify(title, tag, hash) {
  if (notifying() !== "on" || (document.visibilityState === "visible" && document.hasFocus()))
    return;
  const shown = new Notification(plain(title), { tag, icon: "icon.svg" });
  shown.onclick = () => {
    window.focus();
    location.hash = hash;
    shown.close();
  };
}
