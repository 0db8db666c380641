import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Context } from "hono";
import { accepts } from "hono/accepts";

/** A document as it is sent. */
interface Rendition {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzipped: Uint8Array<ArrayBuffer>;
  /** Of what it says. */
  readonly digest: string;
}

export interface Asked {
  /** What it shows; the rendition is kept as long as this is. */
  readonly view: object;
  /** Tells it from every other document of the same view. */
  readonly name: string;
  readonly type: string;
  readonly make: () => string | Promise<string>;
}

/**
 * Answers with documents that are rendered, compressed and tagged once for a view, however many ask: a
 * status page is wanted by everybody at once.
 */
export function renditions(): (c: Context, asked: Asked) => Promise<Response> {
  const kept = new WeakMap<object, Map<string, Promise<Rendition>>>();

  function renditionOf({ view, name, make }: Asked): Promise<Rendition> {
    const ofView = kept.get(view) ?? new Map<string, Promise<Rendition>>();
    kept.set(view, ofView);
    const known = ofView.get(name);
    if (known !== undefined) return known;
    const rendition = render(make);
    ofView.set(name, rendition);
    rendition.catch(() => ofView.delete(name));
    return rendition;
  }

  return async (c, asked) => {
    const { plain, gzipped, digest } = await renditionOf(asked);
    const encoding = accepts(c, {
      header: "Accept-Encoding",
      supports: [GZIP],
      default: "identity",
    });
    c.header("Content-Type", asked.type);
    c.header("Vary", "Accept-Encoding", { append: true });
    if (encoding !== GZIP) {
      c.header("ETag", `"${digest}"`);
      return c.body(plain);
    }
    c.header("Content-Encoding", GZIP);
    // The same words in other bytes.
    c.header("ETag", `"${digest}-${GZIP}"`);
    return c.body(gzipped);
  };
}

const GZIP = "gzip";
const gzipping = promisify(gzip);

async function render(make: Asked["make"]): Promise<Rendition> {
  const plain = Buffer.from(await make());
  const digest = createHash("sha256").update(plain).digest("base64url");
  return { plain, gzipped: Buffer.from(await gzipping(plain)), digest };
}
