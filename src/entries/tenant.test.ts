import { expect, test } from "vitest";
import type { Entry, NewEntry } from "../core/ledger/index.ts";
import { writeEntry } from "./entry-type.ts";
import { tenantBook, tenantDescribed, tenantLifecycle, tenantSeen } from "./tenant.ts";

const about = { addon: "roadmaps", atMs: Date.parse("2027-01-17T10:00:00Z"), by: "plimsoll" };
const entry = (one: NewEntry): Entry => ({ ...one, seq: 1, version: 1 }) as unknown as Entry;
const after = (...entries: readonly NewEntry[]) =>
  entries.map(entry).reduce((book, one) => tenantBook.reduce(book, one), tenantBook.initial);
const call = (event: keyof typeof tenantLifecycle, at: string) =>
  writeEntry(tenantLifecycle[event], { id: "acme", source: "metrics", at }, about);

test("a tenant is what was told of it, by whom", () => {
  const book = after(
    writeEntry(tenantSeen, { id: "acme", source: "metrics" }, about),
    writeEntry(
      tenantDescribed,
      { id: "acme", source: "import", changes: { plan: "gold", users: 40 } },
      about,
    ),
    writeEntry(tenantDescribed, { id: "acme", source: "import", changes: { plan: null } }, about),
  );
  expect(book.entries).toBe(3);
  expect(book.tenants.get("acme")).toMatchObject({
    plan: null,
    users: 40,
    state: null,
    sources: ["metrics", "import"],
  });
});

test("its state is that of the latest call, in whatever order calls become known", () => {
  const installed = call("installed", "2027-01-17T09:00:00.000Z");
  const gone = call("uninstalled", "2027-01-17T09:30:00.000Z");
  for (const calls of [
    [installed, gone],
    [gone, installed],
  ])
    expect(after(...calls).tenants.get("acme")).toMatchObject({
      state: "uninstalled",
      stateSinceMs: Date.parse("2027-01-17T09:30:00Z"),
    });
});

test("the initial book stays empty, and a book grows in place", () => {
  const book = after(call("installed", "2027-01-17T09:00:00.000Z"));
  expect(tenantBook.initial.tenants.size).toBe(0);
  expect(tenantBook.reduce(book, entry(call("disabled", "2027-01-18T09:00:00.000Z"))).tenants).toBe(
    book.tenants,
  );
});
