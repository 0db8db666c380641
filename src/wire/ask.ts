import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { readProcessFile } from "../adapters/process-file/index.ts";
import { NONCE_HEADER, PROOF_HEADER, proofOf } from "../api/authorize.ts";
import type { Place } from "../cli/index.ts";
import { catalogue, type ErrorCode, PlimsollError } from "../core/errors/index.ts";
import type { Refusal } from "../engine/index.ts";

const TRIES = 3;
const RETRY_MS = 300;
const TIMEOUT_MS = 10_000;

/**
 * What a Plimsoll answers: the server that is named, or the process that is up on a data folder; null
 * where none is, or another program has its address. A lost answer is asked for again, with the same key.
 * @throws PlimsollError its problem, `command.unanswered`, `address.unreachable`
 */
export async function ask(place: Place, path: string, init: RequestInit): Promise<unknown> {
  const door = doorOf(place);
  if (door === null) return null;
  for (let tries = 1; ; tries++) {
    try {
      return await answerOf(door, path, init);
    } catch (cause) {
      if (cause instanceof PlimsollError) throw cause;
      if (wasNeverSent(cause)) {
        // A process that was killed leaves its word behind.
        if (!door.isNamed) return null;
        throw new PlimsollError("address.unreachable", `Nothing answers at ${door.url}.`, {
          cause,
        });
      }
      if (tries === TRIES)
        throw new PlimsollError("command.unanswered", `${door.url} does not answer.`, { cause });
      await setTimeout(RETRY_MS);
    }
  }
}

interface Door {
  readonly url: string;
  readonly key: string;
  /** A person named it, so it is believed; otherwise it must prove that the key is its own. */
  readonly isNamed: boolean;
}

function doorOf(place: Place): Door | null {
  if (place.kind === "server") return { url: place.url, key: place.token, isNamed: true };
  const left = readProcessFile(place.dataFolder);
  return left === null ? null : { ...left, isNamed: false };
}

async function answerOf({ url, key, isNamed }: Door, path: string, init: RequestInit) {
  const nonce = randomUUID();
  const headers = { ...init.headers, authorization: `Bearer ${key}`, [NONCE_HEADER]: nonce };
  const response = await fetch(new URL(`.${path}`, url), {
    ...init,
    headers,
    // The key is for this server alone.
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  // Another program may have got the address of one that was killed.
  if (!isNamed && response.headers.get(PROOF_HEADER) !== proofOf(key, nonce)) return null;
  if (!/json\b/.test(response.headers.get("content-type") ?? "")) throw stranger(url, response);
  const document = (await response.json()) as Problem;
  if (response.ok) return document;
  const { title: message, code, hint, problems } = document;
  if (problems) return { kind: "refused", code, message, hint, problems } satisfies Refusal;
  throw new PlimsollError(knownCode(code, response.status), message, { hint });
}

/** A problem document of the API. */
type Problem = Pick<Refusal, "code" | "hint" | "problems"> & { readonly title: string };

/** A proxy's page, or another program. */
const stranger = (url: string, { status, headers }: Response) =>
  new PlimsollError(
    "address.unreachable",
    status >= 300 && status < 400
      ? `${url} sends the question on to ${headers.get("location")}.`
      : `${url} answers with status ${status}, but not as a Plimsoll does.`,
    { hint: "Name the private listener of a Plimsoll, by a name that it was given (--private)." },
  );

/** A server may be newer than this command line. */
const knownCode = (code: string, status: number): ErrorCode =>
  Object.hasOwn(catalogue, code) ? (code as ErrorCode) : status < 500 ? "usage" : "internal";

/** Refused before anything was sent, so that nothing can have been done. */
const wasNeverSent = (error: unknown): boolean =>
  ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(
    ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code ?? "",
  );
