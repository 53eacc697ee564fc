import { say } from "./words.js";

// The node's interface, as openapi.json describes it. Every failure is a Trouble.

const ROOT = "/api/v1";

/** What failed, on which side, and what to do next. */
export class Trouble extends Error {
  constructor(what, next, side, status) {
    super(what);
    this.next = next;
    this.side = side;
    this.status = status;
  }
}

export function openApi(token) {
  const headers = { Authorization: `Bearer ${token}` };

  const ask = async (method, path, body, signal) => {
    const options = { method, headers: { ...headers }, signal, cache: "no-store" };
    if (body !== undefined) {
      options.headers["Content-Type"] = "application/json";
      options.body = JSON.stringify(body);
    }
    let answer;
    try {
      answer = await fetch(ROOT + path, options);
    } catch (failure) {
      throw signal?.aborted ? failure : away();
    }
    if (!answer.ok) throw await trouble(answer);
    return answer;
  };

  const json = async (method, path, body) => {
    const answer = await ask(method, path, body);
    return answer.status === 204 ? undefined : answer.json();
  };

  return {
    get: (path) => json("GET", path),
    post: (path, body) => json("POST", path, body),
    put: (path, body) => json("PUT", path, body),
    delete: (path) => json("DELETE", path),
    blob: async (path) => (await ask("GET", path)).blob(),
    stream: (path, signal) => ask("GET", path, undefined, signal),
    upload: (path, file, onBytes) => upload(ROOT + path, headers, file, onBytes),
  };
}

/** One part of a path, whatever is in it. */
export function part(value) {
  return encodeURIComponent(value);
}

function away() {
  return new Trouble(say("trouble.away"), say("trouble.awayNext"), "here", 0);
}

async function trouble(answer) {
  try {
    const { error } = await answer.json();
    return new Trouble(error.what, error.next, error.side, answer.status);
  } catch {
    return new Trouble(
      say("trouble.status", { status: answer.status }),
      say("trouble.retry"),
      "here",
      answer.status,
    );
  }
}

/** XMLHttpRequest, since fetch does not tell how far a body has gone. */
function upload(url, headers, file, onBytes) {
  const request = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => onBytes(event.loaded);
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    request.onerror = () => reject(away());
    request.onload = async () => {
      const body = new Response(request.responseText, { status: request.status || 500 });
      if (request.status >= 200 && request.status < 300) resolve(await body.json());
      else reject(await trouble(body));
    };
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
