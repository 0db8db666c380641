import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface Request {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server on loopback that takes posts, and does with them what a test says. */
export async function httpReceiver(answer: (response: ServerResponse, request: Request) => void) {
  const requests: Request[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { url: path = "", headers } = incoming;
      const request = { path, headers, body: Buffer.concat(chunks).toString() };
      requests.push(request);
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    port,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A real SMTP server on loopback. `onText` says what becomes of a mail once its text is there. */
export async function mailReceiver(
  onText: (raw: string, to: string) => "accept" | "die" | "hang" | { readonly code: number } = () => "accept",
  /** How long it thinks before it answers. */
  slowMs = 0,
) {
  const mails: ParsedMail[] = [];
  const raws: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const raw = Buffer.concat(chunks).toString();
        const what = onText(raw, session.envelope.rcptTo[0]?.address ?? "");
        if (what === "hang") return;
        if (what === "die") {
          for (const connection of server.connections) connection._socket.destroy();
          return;
        }
        if (what !== "accept") return done(Object.assign(new Error("no"), { responseCode: what.code }));
        raws.push(raw);
        mails.push(await simpleParser(raw));
        setTimeout(done, slowMs);
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    ...{ mails, raws, port },
    url: `smtp://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        for (const connection of server.connections) connection._socket.destroy();
        server.close(() => resolve());
      }),
  };
}
