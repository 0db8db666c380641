import { randomUUID } from "node:crypto";
import { newSecret } from "../adapters/new-secret/index.ts";
import { readProcessFile } from "../adapters/process-file/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import { MOST_ROWS, type Page } from "../api/pages.ts";
import {
  type ActOrder,
  capabilities,
  type LinkOrder,
  type ListOrder,
  type MadeLink,
  type Place,
} from "../cli/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import { act, type Done, type Doors, listOf, local, type Refusal } from "../engine/index.ts";
import { ask } from "./ask.ts";
import { type Environment, openStore } from "./environment.ts";
import { onStore } from "./on-store.ts";

/** Has the process that is up do it; where none is, does the same on the store itself. */
export async function actFor(order: ActOrder, env: Environment): Promise<Done | Refusal> {
  const { name, addon, input, place } = order;
  const idempotencyKey = randomUUID();
  const path = `/api/${name.replace(" ", "/")}`;
  const body = JSON.stringify({ ...(input as object), ...(addon === null ? {} : { addon }) });
  const headers = { "content-type": "application/json", "idempotency-key": idempotencyKey };
  const answered = await ask(place, path, { method: "POST", headers, body });
  if (answered !== null || place.kind === "server") return answered as Done | Refusal;
  return withDoors(place.dataFolder, env, false, (doors) =>
    act(doors, {
      ...{ name, addon, input, caller: local },
      ...{ idempotencyKey, nowMs: systemClock.nowMs() },
    }),
  );
}

export async function listFor(order: ListOrder, env: Environment): Promise<readonly object[]> {
  const { noun, addon, filters, place } = order;
  const rows = await pagesOf(order);
  if (rows !== null || place.kind === "server") return rows ?? [];
  const shown = await withDoors(place.dataFolder, env, true, (doors) =>
    listOf(doors, { noun, addon, filters, caller: local, nowMs: systemClock.nowMs() }),
  );
  if (shown.kind === "refused") throw new PlimsollError(shown.code, shown.message, shown);
  return shown.rows;
}

/** A link to the private pages of the process that is asked; null: none is up. */
export async function linkFor(place: Place): Promise<string | null> {
  const made = (await ask(place, "/api/session", { method: "POST" })) as { path: string } | null;
  if (made === null) return null;
  const url = place.kind === "server" ? place.url : readProcessFile(place.dataFolder)!.url;
  return new URL(`.${made.path}`, url).href;
}

/** A link by which somebody else may do something once; null: no process is up. */
export function actionLinkFor(order: LinkOrder): Promise<MadeLink | null> {
  const { name: command, place, ...rest } = order;
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify({ command, ...rest }) };
  return ask(place, "/api/link", init) as Promise<MadeLink | null>;
}

/** All pages of a list; null: no process is up. */
async function pagesOf({ noun, addon, filters, place }: ListOrder) {
  const rows: object[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query = new URLSearchParams({ ...filters, limit: String(MOST_ROWS) });
    if (addon !== null) query.set("addon", addon);
    if (cursor !== "") query.set("cursor", cursor);
    const page = (await ask(place, `/api/${noun}?${query}`, {})) as Page | null;
    if (page === null) return null;
    rows.push(...page.rows);
    cursor = page.next;
  }
  return rows;
}

/** `isReading`: beside a process that writes, too. */
async function withDoors<T>(
  dataFolder: string,
  env: Environment,
  isReading: boolean,
  use: (doors: Doors) => Promise<T>,
): Promise<T> {
  const store = await openStore(dataFolder, env, isReading);
  const { ledger, vault, slots } = store;
  return onStore(store, (projection) => {
    const addons = projection.known().addons();
    return use({ engine: { ledger, vault, projection }, capabilities, addons, newSecret, slots });
  });
}
