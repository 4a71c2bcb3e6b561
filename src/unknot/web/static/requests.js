// Ask the server for a change, or for what is there now.

export class Refusal extends Error {
  constructor(status, answer) {
    super(answer.message);
    this.status = status;
    this.code = answer.error;
    this.problems = answer.problems ?? [];
    this.request = answer.request;
  }
}

const JSON_PLEASE = { accept: "application/json" };

const OUTLIVING = 8_000; // bytes; browsers let little more arrive of what a page that was left had sent

// Send fields as a form would; the answer says what was done and by which events it can be undone. A short one arrives
// also if the page is left meanwhile.
export const send = async (address, fields) => {
  const body = new URLSearchParams(fields);
  const keepalive = body.toString().length <= OUTLIVING;
  return answerOf(fetch(address, { method: "POST", body, headers: JSON_PLEASE, keepalive }));
};

export const get = async (address, options = {}) => answerOf(fetch(address, { headers: JSON_PLEASE, ...options }));

// Send files and tell how far it has come, which fetch cannot.
export const upload = (address, name, files, onProgress) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    for (const file of files) form.append(name, file, file.name);
    request.open("POST", address);
    request.setRequestHeader("accept", "application/json");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if (request.status < 400) resolve(answer);
      else reject(new Refusal(request.status, answer));
    });
    request.addEventListener("error", () => reject(lost()));
    request.send(form);
  });

// The page as it is now, to take parts of.
export const fetchPage = async (address = location.href) => {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Refusal(answer.status, { message: answer.statusText });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

const answerOf = async (asked) => {
  let answer;
  try {
    answer = await asked;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw lost();
  }
  const content = parsed(await answer.text());
  if (answer.status === 401) location.assign(`/login?ended=yes&next=${encodeURIComponent(location.pathname + location.search)}`);
  if (!answer.ok) throw new Refusal(answer.status, content);
  return content;
};

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
};

export const lost = () => new Refusal(0, { error: "lost", message: document.querySelector("[data-live]")?.dataset.off ?? "Connection lost" });
