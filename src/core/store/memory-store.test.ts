import { memoryStore } from "./memory-store.ts";
import { describeStore } from "./suite.ts";

describeStore("the store in memory", async () => {
  const store = memoryStore();
  return { store, reopen: async () => store, close: () => store.close() };
});
