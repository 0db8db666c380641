import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { actionLook } from "../access/index.ts";
import { type Engine, perform } from "../engine/index.ts";
import { frameOf, type PublicView, type PublishedAddon } from "../publishing/index.ts";
import {
  askingLimit,
  atomFeed,
  decideAsk,
  isMail,
  subscribedPage,
  subscribeForm,
} from "../subscribers/index.ts";
import { type Html, pagePolicy, renderPage } from "../ui/index.ts";
import { sourceAddress } from "./source-address.ts";

export interface SubscribeDoor {
  readonly view: () => Promise<PublicView>;
  readonly engine: Engine;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  readonly newSecret: () => string;
  readonly isTrustedProxy: (address: string) => boolean;
  /** Where the public page is; null: not known yet. */
  readonly publicUrl: () => string | null;
  /** Where somebody confirms that he wants to be told; null: no link can be made. */
  readonly confirmUrl: (addon: string, subscriber: string) => string | null;
}

const MOST_BYTES = 16 << 10;

/** `/subscribe` and `/history.atom`, the same below `/{addonKey}`; what several add-ons share has neither. */
export function subscribeRoutes(door: SubscribeDoor): Hono {
  const { view, engine, nowMs, publicUrl, confirmUrl } = door;
  const app = new Hono();
  const mayAsk = askingLimit(door.monotonicMs);

  for (const base of ["", "/:addon"]) {
    app.get(`${base}/history.atom`, async (c, next) => {
      const { addon } = (await addonAt(c)) ?? {};
      const root = publicUrl();
      if (addon === undefined || root === null) return next();
      const key = c.req.param("addon");
      const page = key === undefined ? `${root}/` : `${root}/${key}`;
      const self = `${root}${c.req.path}`;
      const feed = atomFeed(engine.projection.known(), addon, page, self, nowMs());
      c.header("Cache-Control", "public, max-age=60");
      return c.body(feed, 200, { "Content-Type": "application/atom+xml; charset=utf-8" });
    });

    app.use(`${base}/subscribe`, async (c, next) => {
      c.header("Cache-Control", "no-store");
      c.header("Content-Security-Policy", pagePolicy(actionLook, "'self'"));
      await next();
    });
    app.get(`${base}/subscribe`, async (c, next) => {
      const published = await addonAt(c);
      if (published === null) return next();
      return page(c, published, subscribeForm(published.addon.name, null, ""));
    });
    app.post(`${base}/subscribe`, bodyLimit({ maxSize: MOST_BYTES }), async (c, next) => {
      const published = await addonAt(c);
      if (published === null) return next();
      const { key, name } = published.addon;
      const form = await c.req.parseBody();
      const mail = typeof form.mail === "string" ? form.mail.trim() : "";
      const again = (problem: string, status: 400 | 429 | 503) =>
        page(c, published, subscribeForm(name, problem, mail), status);
      // Whoever fills in what nobody sees is no person; he is answered like one.
      if (form.website) return page(c, published, subscribedPage(name));
      if (!isMail(mail)) return again("That is no mail address.", 400);
      if (!mayAsk(sourceAddress(c, door.isTrustedProxy)))
        return again("Too many addresses were given from here. Try again in an hour.", 429);
      const asked = {
        ...{ mail, components: [], addonName: name },
        confirmUrl: (id: string) => confirmUrl(key, id),
      };
      const context = {
        addon: key,
        nowMs: nowMs(),
        by: "public",
        cause: `ask ${door.newSecret()}`,
      };
      const done = await perform(engine, decideAsk, asked, context);
      if (done.kind === "refused") return again(`${done.message} ${done.hint}`, 503);
      return page(c, published, subscribedPage(name));
    });
  }
  return app;

  async function addonAt(c: Context): Promise<PublishedAddon | null> {
    const key = c.req.param("addon");
    const { addons } = await view();
    if (key === undefined) return addons.length === 1 ? addons[0]! : null;
    return addons.find(({ addon }) => addon.key === key) ?? null;
  }

  async function page(
    c: Context,
    published: PublishedAddon,
    content: Html,
    status: 200 | 400 | 429 | 503 = 200,
  ): Promise<Response> {
    const frame = frameOf(await view(), published, "subscribe");
    const title = `${published.addon.name}: be told of news`;
    return c.html(
      await renderPage({ title, description: title, frame, look: actionLook, content }),
      status,
    );
  }
}
