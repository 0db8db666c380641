import { hash } from "node:crypto";
import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import type { Deliverer, Delivery, Parcel } from "../../effects/index.ts";
import { mailBody } from "./mail-body.ts";

/** How mail leaves. */
export interface MailSettings {
  /** `smtp://host:port`, `smtps://user:password@host` */
  readonly smtp: string;
  /** `Plimsoll <status@example.com>`, or the address alone. */
  readonly from: string;
  readonly dkim: {
    readonly domainName: string;
    readonly keySelector: string;
    /** PEM. */
    readonly privateKey: string;
  } | null;
}

/** Connections to the server, each for many mails. */
const MOST_CONNECTIONS = 8;
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Mail by SMTP. Each is marked as sent by a machine (RFC 3834); a subscription's can be ended with
 * one click (RFC 8058), and what says so is signed with it. A server that accepted the text and gave no
 * answer leaves it in doubt.
 */
export function mailDeliverer(settings: MailSettings | null, timeoutMs: number): Deliverer {
  if (settings === null)
    return {
      deliver: async () => ({
        kind: "failed",
        reason: "no mail server is set: see PLIMSOLL_SMTP and PLIMSOLL_MAIL_FROM",
        afterMs: null,
      }),
      close: async () => {},
    };
  const { smtp, from, dkim } = settings;
  const url = new URL(smtp);
  const composer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: "windows",
    ...(dkim === null ? {} : { dkim }),
  });
  /** Messages of which the server has asked for the text. */
  const begun = new WeakSet<Buffer>();
  const server = createTransport({
    ...serverOf(url),
    pool: true as const,
    maxConnections: MOST_CONNECTIONS,
    maxMessages: 1_000,
    // A password goes over no line that others can read.
    requireTLS: url.username !== "" && !LOOPBACK.includes(url.hostname),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  server.use("stream", (mail, done) => {
    const raw = mail.data.raw as Buffer;
    mail.message.processFunc((input: Readable) =>
      Readable.from(noting(input, raw), { objectMode: false }),
    );
    done();
  });

  /** Read from only once the server wants the text. */
  async function* noting(input: Readable, raw: Buffer): AsyncGenerator<Buffer> {
    begun.add(raw);
    yield* input as AsyncIterable<Buffer>;
  }

  return {
    async deliver(parcel, signal) {
      if (!ADDRESS.test(parcel.to)) return { kind: "refused", reason: "it is no mail address" };
      if (signal.aborted) return { kind: "failed", reason: "Plimsoll is stopping", afterMs: null };
      const { message, envelope } = await composer.sendMail(mailOf(parcel, from));
      const raw = message as Buffer;
      try {
        const sent = await server.sendMail({ envelope: envelopeOf(envelope), raw });
        return { kind: "delivered", receipt: sent.response.slice(0, 200) };
      } catch (error) {
        return whyNot(error as SmtpError, begun.has(raw));
      }
    },
    async close() {
      server.close();
    },
  };
}

/** One mailbox, as it can stand in an envelope: nothing in it breaks out of a header or a command. */
const ADDRESS = /^[^\s<>(),;:"\\[\]@\p{Cc}]{1,64}@[^\s<>(),;:"\\@\p{Cc}]{1,255}$/u;

const serverOf = (url: URL) => ({
  host: url.hostname.replace(/^\[|\]$/g, ""),
  port: url.port === "" ? (url.protocol === "smtps:" ? 465 : 587) : Number(url.port),
  secure: url.protocol === "smtps:",
  ...(url.username === ""
    ? {}
    : {
        auth: {
          user: decodeURIComponent(url.username),
          pass: decodeURIComponent(url.password),
        },
      }),
});

const envelopeOf = ({
  from,
  to,
}: {
  readonly from: string | false;
  readonly to: readonly string[];
}) => ({
  from: from === false ? "" : from,
  to: [...to],
});

function mailOf(parcel: Parcel, from: string) {
  const { key, message, to, unsubscribe } = parcel;
  const { thread, subject, action, severity } = message;
  const domain = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
  // The same for each try to the same recipient, so that a repeat is seen to be one.
  const own = `<${key}.${hash("sha256", to, "hex").slice(0, 12)}@${domain}>`;
  const conversation = `<${hash("sha256", thread, "hex").slice(0, 24)}@${domain}>`;
  return {
    from,
    // As an object: it is one address, whatever stands in it.
    to: { name: "", address: to },
    subject: `${action === "resolve" ? "Over: " : ""}${oneLine(subject)}`,
    messageId: own,
    ...(action === "notice" ? {} : { inReplyTo: conversation, references: [conversation] }),
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...(severity === "critical" ? { Importance: "high" } : {}),
      ...(unsubscribe === null
        ? {}
        : {
            "List-Unsubscribe": { prepared: true, value: `<${unsubscribe}>` },
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          }),
    },
    ...mailBody(parcel),
  };
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, " ").trim();

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}

/** Its words may hold the address, so that only codes are told. */
function whyNot({ code, responseCode }: SmtpError, isBegun: boolean): Delivery {
  if (responseCode !== undefined) {
    const reason = `the mail server answered ${responseCode}`;
    return responseCode >= 500 && code !== "EAUTH"
      ? { kind: "refused", reason }
      : { kind: "failed", reason, afterMs: null };
  }
  const reason =
    code === "ETIMEDOUT"
      ? "the mail server does not answer"
      : `the connection to the mail server failed${code === undefined ? "" : ` (${code})`}`;
  return isBegun ? { kind: "in-doubt", reason } : { kind: "failed", reason, afterMs: null };
}
