import { describe, expect, test } from "vitest";
import { refusedInstalls } from "./refused-installs.ts";

const addon = { baseUrl: "http://127.0.0.1:3000/app", lifecycle: { installed: "/installed" } };
const keys = { url: "http://127.0.0.1:7310/keys", timesAsked: 1 };

const call = (site: string, status: number | null, path = "/installed") => ({
  clientKey: site,
  url: `${addon.baseUrl}${path}?user_key=&user_id=`,
  ...{ status, reason: status === null ? "It did not answer." : `It said ${status}.` },
});
const remedyAt = (status: number | null, timesAsked = 1): string =>
  refusedInstalls([call("a", status)], addon, { ...keys, timesAsked })[0]!.remedy;

describe("why sites could not install an add-on", () => {
  test("counts the sites by cause, the most frequent first", () => {
    const calls = [call("a", 500), call("b", 401), call("c", 401)];
    expect(refusedInstalls(calls, addon, keys)).toMatchObject([
      { sites: 2, cause: "It said 401." },
      { sites: 1, cause: "It said 500." },
    ]);
  });

  test("is told by a site's newest call, and by no other kind of call", () => {
    const calls = [call("a", 404, "/enabled"), call("a", 401), call("a", 500), call("a", 500)];
    expect(refusedInstalls(calls, addon, keys)).toMatchObject([
      { sites: 1, cause: "It said 401." },
    ]);
  });

  test("that are none is no cause", () => {
    expect(refusedInstalls([], addon, keys)).toEqual([]);
  });

  test("is most likely the key, where nobody asked for it", () => {
    for (const status of [401, 403, 500])
      expect(remedyAt(status, 0)).toContain("CONNECT_KEYS_CDN_URL=http://127.0.0.1:7310/keys");
  });

  test.for([
    [null, "See that the add-on runs and takes POST at http://127.0.0.1:3000/app/installed."],
    [302, "The host follows no redirect"],
    [404, "which its descriptor names as lifecycle.installed"],
    [405, "which its descriptor names as lifecycle.installed"],
    [401, "audience and query hash"],
    [500, "See what the add-on printed."],
  ] as const)("suggests at %s: %s", ([status, words]) => {
    expect(remedyAt(status)).toContain(words);
  });

  test("finds the calls of a descriptor that writes its paths otherwise", () => {
    const bare = { ...addon, lifecycle: { installed: "installed?v=2" } };
    const calls = [{ ...call("a", 401), url: `${addon.baseUrl}/installed?v=2&user_key=` }];
    expect(refusedInstalls(calls, bare, keys)).toHaveLength(1);
  });
});
