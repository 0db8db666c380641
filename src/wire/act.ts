import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { newSecret } from "../adapters/new-secret/index.ts";
import { type ProcessDoor, readProcessFile } from "../adapters/process-file/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import { NONCE_HEADER, PROOF_HEADER, proofOf } from "../api/authorize.ts";
import { MOST_ROWS, type Page } from "../api/pages.ts";
import { type ActOrder, capabilities, type ListOrder } from "../cli/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import {
  act,
  type Done,
  type Doors,
  listOf,
  local,
  openProjection,
  type Refusal,
} from "../engine/index.ts";
import { type Environment, openStore } from "./environment.ts";

/** Has the process that is up do it; where none is, does the same on the store itself. */
export async function actFor(order: ActOrder, env: Environment): Promise<Done | Refusal> {
  const { name, addon, input, dataFolder } = order;
  const idempotencyKey = randomUUID();
  const path = `/api/${name.replace(" ", "/")}`;
  const body = JSON.stringify({ ...(input as object), ...(addon === null ? {} : { addon }) });
  const headers = { "content-type": "application/json", "idempotency-key": idempotencyKey };
  const answered = await ask(dataFolder, path, { method: "POST", headers, body });
  if (answered !== null) return answered as Done | Refusal;
  return onStore(dataFolder, env, false, (doors) =>
    act(doors, {
      ...{ name, addon, input, caller: local },
      ...{ idempotencyKey, nowMs: systemClock.nowMs() },
    }),
  );
}

export async function listFor(order: ListOrder, env: Environment): Promise<readonly object[]> {
  const { noun, addon, dataFolder } = order;
  const rows = await pagesOf(dataFolder, noun, addon);
  if (rows !== null) return rows;
  const shown = await onStore(dataFolder, env, true, (doors) =>
    listOf(doors, { noun, addon, caller: local, nowMs: systemClock.nowMs() }),
  );
  if (shown.kind === "refused") throw new PlimsollError(shown.code, shown.message, shown);
  return shown.rows;
}

/** All pages of a list; null: no process is up. */
async function pagesOf(dataFolder: string, noun: string, addon: string | null) {
  const rows: object[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query = new URLSearchParams({ limit: String(MOST_ROWS) });
    if (addon !== null) query.set("addon", addon);
    if (cursor !== "") query.set("cursor", cursor);
    const page = (await ask(dataFolder, `/api/${noun}?${query}`, {})) as Page | null;
    if (page === null) return null;
    rows.push(...page.rows);
    cursor = page.next;
  }
  return rows;
}

const TRIES = 3;
const RETRY_MS = 300;

/** What the process that is up answers; null where none is, or another program has its address. A lost answer is asked for again with the same key. */
export async function ask(dataFolder: string, path: string, init: RequestInit): Promise<unknown> {
  const door = readProcessFile(dataFolder);
  if (door === null) return null;
  for (let tries = 1; ; tries++) {
    try {
      return await answerOf(door, path, init);
    } catch (error) {
      if (error instanceof PlimsollError) throw error;
      // A process that was killed leaves its word behind.
      if (isRefused(error)) return null;
      if (tries === TRIES)
        throw new PlimsollError("command.unanswered", `${door.url} does not answer.`, {
          cause: error,
        });
      await setTimeout(RETRY_MS);
    }
  }
}

async function answerOf(
  { url, key }: ProcessDoor,
  path: string,
  init: RequestInit,
): Promise<unknown> {
  const nonce = randomUUID();
  const headers = { ...init.headers, authorization: `Bearer ${key}`, [NONCE_HEADER]: nonce };
  const response = await fetch(new URL(path, url), {
    ...init,
    headers,
    signal: AbortSignal.timeout(10_000),
  });
  // Another program may have got the address of one that was killed.
  if (response.headers.get(PROOF_HEADER) !== proofOf(key, nonce)) return null;
  const document = (await response.json()) as Problem;
  if (response.ok) return document;
  const { title: message, problems } = document;
  if (problems) return { ...document, kind: "refused", message } satisfies Refusal;
  throw new PlimsollError(document.code, document.title, { hint: document.hint });
}

/** A problem document of the API. */
type Problem = Pick<Refusal, "code" | "hint" | "problems"> & { readonly title: string };

const isRefused = (error: unknown): boolean =>
  ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === "ECONNREFUSED";

/** `isReading`: beside a process that writes, too. */
async function onStore<T>(
  dataFolder: string,
  env: Environment,
  isReading: boolean,
  use: (doors: Doors) => Promise<T>,
): Promise<T> {
  const store = await openStore(dataFolder, env, isReading);
  const onError = (error: unknown) => {
    throw error;
  };
  try {
    const { ledger, vault } = store;
    const projection = await openProjection({ ledger, clock: systemClock, onError });
    try {
      return await use({
        engine: { ledger, vault, projection },
        capabilities,
        addons: projection.known().addons(),
        newSecret,
      });
    } finally {
      await projection.close();
    }
  } finally {
    await store.close();
  }
}
