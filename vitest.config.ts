import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** What is judged by its times: little else may take the machine meanwhile. */
const judged = ["test/journeys/{contract-tests,init,live-target,mockhost-install}.test.ts"];
const cores = availableParallelism();

/** `documents` is quick and part of `npm run check`; the others are the rest of `npm test`. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "examples/**/*.test.ts"],
          testTimeout: 30_000,
          // They leave nothing behind, and loading all modules for each file takes longer than they do.
          isolate: false,
          maxWorkers: Math.max(2, cores - 1),
        },
      },
      {
        test: {
          name: "documents",
          include: ["test/architecture.test.ts", "test/documents/**/*.test.ts"],
          testTimeout: 30_000,
          maxWorkers: Math.max(2, cores - 1),
        },
      },
      {
        test: {
          name: "real",
          include: ["test/{stores,chaos,journeys,browser,package}/**/*.test.ts"],
          exclude: judged,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each mostly waits for a server, a browser or npm.
          maxWorkers: cores + 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "judged",
          include: judged,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          // One sends a few dozen requests a second, and waits.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
