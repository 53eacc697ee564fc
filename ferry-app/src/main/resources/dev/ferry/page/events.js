// The stream of events, read with fetch: the token goes into a header, which EventSource cannot.

/** Takes the stream's text in pieces of any size and calls back with each whole event. */
export function reader(onEvent) {
  let rest = "";
  let event = "message";
  let data = [];
  const line = (one) => {
    if (one === "") {
      if (data.length) onEvent(event, data.join("\n"));
      event = "message";
      data = [];
    } else if (one.startsWith("event:")) {
      event = one.slice(6).trimStart();
    } else if (one.startsWith("data:")) {
      data.push(one.slice(5).replace(/^ /, ""));
    }
  };
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n/);
    rest = lines.pop();
    lines.forEach(line);
  };
}

const SILENCE = 40_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

/**
 * Follows the node until closed and begins anew whenever the stream ends. on: event(name, data),
 * gone(), refused(): the token is not this node's.
 */
export function follow(api, on) {
  let closed = false;
  let pause = FIRST_PAUSE;
  let wake = () => {};
  let abort = new AbortController();

  const once = async () => {
    abort = new AbortController();
    let watch;
    const alive = () => {
      clearTimeout(watch);
      watch = setTimeout(() => abort.abort(), SILENCE);
    };
    alive();
    try {
      const answer = await api.stream("/events", abort.signal);
      const read = reader((event, data) => {
        pause = FIRST_PAUSE;
        on.event(event, JSON.parse(data));
      });
      const text = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { value, done } = await text.read();
        if (done) return;
        alive();
        read(value);
      }
    } finally {
      clearTimeout(watch);
      abort.abort();
    }
  };

  const run = async () => {
    while (!closed) {
      try {
        await once();
      } catch (failure) {
        if (failure.status === 401 || failure.status === 403) {
          on.refused();
          return;
        }
      }
      if (closed) return;
      on.gone();
      await new Promise((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause);
      });
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  };

  run();
  return {
    /** Tries again at once. */
    now: () => wake(),
    close() {
      closed = true;
      abort.abort();
      wake();
    },
  };
}
