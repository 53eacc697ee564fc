// Which tabs hear of events. A browser opens few connections to one host, so of the tabs that nobody
// looks at one alone hears, for its notifications; each of the others begins anew when it is shown.

const HIDDEN = "ferry.hidden-tab-that-hears";

/** Calls start and stop in turn, as this tab is to hear or not; begins with what is due now. */
export function attend(start, stop, page = document, locks = navigator.locks) {
  let hears = false;
  let leave = () => {};

  const be = (wanted) => {
    if (wanted !== hears) {
      hears = wanted;
      wanted ? start() : stop();
    }
  };

  const change = () => {
    leave();
    if (!page.hidden) {
      be(true);
      return;
    }
    const waiting = new AbortController();
    const turn = () =>
      new Promise((release) => {
        leave = () => {
          leave = () => {};
          release();
        };
        be(true);
      });
    leave = () => waiting.abort();
    be(false);
    locks.request(HIDDEN, { signal: waiting.signal }, turn).catch(() => {});
  };

  page.addEventListener("visibilitychange", change);
  change();
}
