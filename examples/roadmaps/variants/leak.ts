/** The add-on with a planted fault: every page that it serves leaves 64 KiB on the heap for good. */
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const NUMBERS_PER_PAGE = 8192;
const PAGE = /^\/(roadmap|project-roadmap|issue-panel|settings)\b/;
const kept: number[][] = [];

subscribe("http.server.request.start", (message) => {
  const { request } = message as { request: IncomingMessage };
  if (PAGE.test(request.url ?? "")) kept.push(new Array<number>(NUMBERS_PER_PAGE).fill(0.5));
});

await import("../app.ts");
