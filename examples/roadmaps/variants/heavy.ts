/** The add-on as if each request were ten milliseconds' work, so that a small machine finds its limit. */
import { subscribe } from "node:diagnostics_channel";

const WORK_MS = 10;

subscribe("http.server.request.start", () => {
  const end = performance.now() + WORK_MS;
  while (performance.now() < end);
});

await import("../app.ts");
