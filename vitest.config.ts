import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

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
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      {
        test: {
          name: "documents",
          include: ["test/architecture.test.ts", "test/documents/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "real",
          include: ["test/{stores,chaos,journeys,browser,package}/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
