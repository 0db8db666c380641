import { serve } from "@hono/node-server";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { publicRoutes } from "../../src/api/public.ts";
import type { PublicView } from "../../src/publishing/index.ts";

/** Debian's Chromium, which talks to nobody but us. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

export interface Site {
  readonly url: string;
  /** What the pages show from now on. */
  show(view: PublicView): void;
  close(): Promise<void>;
}

/** The public face on a free port of this machine. */
export async function serveSite(first: PublicView): Promise<Site> {
  let [view, nowMs] = [first, 0];
  const app = publicRoutes({
    view: async () => view,
    sections: [],
    guides: async () => [],
    nowMs: () => nowMs,
    version: "0.0.0",
    checks: async () => [],
    report: () => {},
  });
  const listening = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) =>
    listening.resolve(port),
  );
  return {
    url: `http://127.0.0.1:${await listening.promise}`,
    show(next) {
      view = next;
      // The view before is now too old to be given out again.
      nowMs += 60 * 60_000;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A tab that keeps a list of everything it complained about and everybody it asked. */
export async function openTab(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  const page: Page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => asked.push(request.url()));
  return { page, complaints, asked, close: () => context.close() };
}
