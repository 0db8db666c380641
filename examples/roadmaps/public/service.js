/** A token for the service calls: from the host's bridge, or where there is none from the page. */
function sessionToken() {
  const bridge = globalThis.AP;
  if (bridge) return new Promise((resolve) => bridge.context.getToken(resolve));
  return document.querySelector('meta[name="session-token"]').content;
}

/** Calls the add-on's own API; answers the body, or throws an error with a sentence for people. */
export async function service(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: {
      Authorization: `JWT ${await sessionToken()}`,
      ...(body && { "Content-Type": "application/json" }),
    },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.message ?? "This did not work. Try again.");
  return answer;
}

/** Does something for the person at the page and says what came of it. */
export async function attempt(act, done = "") {
  const notice = document.getElementById("notice");
  try {
    await act();
    notice.textContent = done;
  } catch (error) {
    notice.textContent = error.message;
  }
}
