/** The add-on with a planted fault: once in ten seconds nothing moves for a second. */
const EVERY_MS = 10_000;
const STALL_MS = 1000;

setInterval(() => {
  const end = performance.now() + STALL_MS;
  while (performance.now() < end);
}, EVERY_MS).unref();

await import("../app.ts");
