import { expect, test } from "vitest";
import { memoryStore } from "./memory-store.ts";

test("what is kept comes back as a copy, per tenant; what is not there is null", async () => {
  const store = memoryStore();
  const value = { sharedSecret: "s" };
  expect(await store.set("clientInfo", value, "a")).toEqual(value);
  value.sharedSecret = "changed";
  expect(await store.get("clientInfo", "a")).toEqual({ sharedSecret: "s" });
  expect(await store.get("clientInfo", "b")).toBeNull();
  expect(await store.get("clientInfo", "__proto__")).toBeNull();
  await store.del("clientInfo", "a");
  expect(await store.get("clientInfo", "a")).toBeNull();
});

test("all installations can be listed", async () => {
  const store = memoryStore();
  await store.saveInstallation({ installationId: "i" }, "a");
  await store.set("settings", 1, "b");
  expect(await store.getAllClientInfos()).toEqual([{ installationId: "i" }]);
});

test("an installation on Forge leads to its tenant until it is dissociated", async () => {
  const store = memoryStore();
  await store.saveInstallation({ installationId: "i" }, "a");
  expect(await store.getClientSettingsForForgeInstallation("i")).toEqual({ installationId: "i" });
  await store.deleteAssociation("i");
  expect(await store.getClientSettingsForForgeInstallation("i")).toBeNull();
});

test("values of a Forge installation are kept apart", async () => {
  const store = memoryStore();
  await store.forForgeInstallation("i").set("token", "t");
  expect(await store.forForgeInstallation("i").get("token")).toBe("t");
  expect(await store.forForgeInstallation("j").get("token")).toBeNull();
  await store.forForgeInstallation("i").del("token");
  expect(await store.forForgeInstallation("i").get("token")).toBeNull();
});
