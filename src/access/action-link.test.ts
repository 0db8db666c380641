import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type ActionLink, actionLink, callerOfLink, readActionLink } from "./action-link.ts";

const KEY = "a key";
const link: ActionLink = {
  id: "one",
  command: "maintenance end",
  addon: "roadmaps",
  input: { id: "2027-01-17-3f9c21aa", late: true },
  person: "on-call",
  expiresMs: 1000,
};

function tokenOf(one: ActionLink = link, key = KEY): string {
  const made = actionLink(key, one);
  if (made.kind === "refused") throw new Error(made.message);
  expect(made.path).toMatch(/^\/do\/[\w-]+\.[\w-]{43}$/);
  return made.path.slice("/do/".length);
}

test("a link says what it was made for, until its time is over", () => {
  const token = tokenOf();
  expect(readActionLink(KEY, token, 999)).toEqual({ kind: "link", link });
  expect(readActionLink(KEY, token, 1000)).toMatchObject({ code: "link.expired" });
  expect(readActionLink("another", token, 0)).toMatchObject({ code: "link.unknown" });
});

test("whatever is changed in it, it is no link any more", () => {
  const token = tokenOf();
  const longer = tokenOf({ ...link, expiresMs: 10_000 });
  const mixed = `${longer.split(".")[0]}.${token.split(".")[1]}`;
  for (const wrong of [mixed, `${token}.`, `${token}x`, `.${token}`, "", ".", token.slice(0, -1)])
    expect(readActionLink(KEY, wrong, 0), wrong).toMatchObject({ code: "link.unknown" });
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(..."aZ0_-.=%"), (at, letter) => {
      fc.pre(token[at] !== letter);
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      expect(readActionLink(KEY, changed, 0)).toMatchObject({ code: "link.unknown" });
    }),
  );
});

test("one that would be too long for a mail is not made", () => {
  const input = { reason: "x".repeat(2000) };
  expect(actionLink(KEY, { ...link, input })).toMatchObject({ code: "link.too-long" });
});

test("who follows it may this one thing, as the person it was made for", () => {
  const caller = { by: "person/on-call", may: ["operate"], addon: "roadmaps" };
  expect(callerOfLink(link, "operate")).toEqual(caller);
});
