import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { html, raw } from "hono/html";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** Where the vendor's people of this small world are told something: a real mail server, and a phone that takes webhooks. */
export interface Inbox {
  readonly url: string;
  /** For Plimsoll: by what its channels reach these people. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

interface Told {
  readonly at: string;
  readonly by: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** As it came; shown where it can do nothing. */
  readonly html: string | null;
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

const MOST_KEPT = 200;
const MOST_BYTES = 1 << 20;

/** @param port of the page; 0: any free one */
export async function startInbox(port: number): Promise<Inbox> {
  const told: Told[] = [];
  const keep = (one: Omit<Told, "at">) => {
    told.unshift({ at: new Date().toISOString(), ...one });
    told.length = Math.min(told.length, MOST_KEPT);
  };
  const mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    size: MOST_BYTES,
    onData(stream, session, done) {
      simpleParser(stream)
        .then(({ subject = "", text = "", html: body }) => {
          const to = session.envelope.rcptTo.map(({ address }) => address).join(", ");
          keep({ by: "mail", to, subject, text, html: body || null, links: [] });
          done();
        })
        .catch(done);
    },
  });
  mail.on("error", () => {});
  const page = createServer((request, response) => void answer(request, response, told, keep));
  await Promise.all([listen(mail.server, 0), listen(page, port)]);
  const url = `http://127.0.0.1:${portOf(page)}`;
  return {
    url: `${url}/`,
    environment: {
      PLIMSOLL_CHANNEL_ONCALL: `${url}/phone`,
      PLIMSOLL_CHANNEL_TEAM: "team@roadmaps.test",
      PLIMSOLL_SMTP: `smtp://127.0.0.1:${portOf(mail.server)}`,
      PLIMSOLL_MAIL_FROM: "Roadmaps status <status@roadmaps.test>",
      PLIMSOLL_ALLOW_PRIVATE: "127.0.0.1",
    },
    async close() {
      page.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => page.close(() => resolve())),
        new Promise<void>((resolve) => mail.close(() => resolve())),
      ]);
    },
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  told: readonly Told[],
  keep: (one: Omit<Told, "at">) => void,
): Promise<void> {
  if (request.method === "POST" && request.url === "/phone") {
    const body = await bodyOf(request);
    if (body === null) return void response.writeHead(413).end();
    const { data } = JSON.parse(body);
    keep({ by: "phone", to: "whoever is on call", html: null, ...data });
    return void response.writeHead(204).end();
  }
  if (request.url !== "/") return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(String(await pageOf(told)));
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

const pageOf = (told: readonly Told[]) => html`<!doctype html><html lang="en"><head>
<meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Inbox of the vendor</title>
<style>${raw(LOOK)}</style></head><body><main><h1>Inbox of the vendor</h1>
${told.length === 0 ? html`<p class="soft">Nobody was told anything yet. <code>plimsoll alert test</code> sends a test by every channel.</p>` : ""}
${told.map(
  ({ at, by, to, subject, text, html: body, links }) => html`<article class="${by}">
<p class="soft"><b>${by === "phone" ? "☎ Phone" : "✉ Mail"}</b> · ${to} · ${at.slice(11, 19)} UTC</p>
<h2>${subject}</h2>${body === null ? text.split("\n").map((line) => html`<p>${line}</p>`) : html`<iframe sandbox title="${subject}" srcdoc="${body}"></iframe>`}
${links.map((link) => html`<p><a href="${link.href}">${link.text}</a></p>`)}</article>`,
)}</main></body></html>`;

const LOOK = `
:root { color-scheme: light dark; } body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1rem; } .soft { opacity: .7; font-size: .875rem; }
article { border: 1px solid #8884; border-radius: 8px; padding: 1rem 1.25rem; margin-top: 1rem; }
article.phone { border-left: 4px solid #b3261e; } article.mail { border-left: 4px solid #0a6a9b; }
h2 { font-size: 1.0625rem; margin: .25rem 0; } p { margin: .25rem 0; }
iframe { width: 100%; height: 20rem; border: 0; margin-top: .5rem; background: #fff; color-scheme: light; }
`;
