import { randomUUID } from "node:crypto";
import type { AddOn } from "atlassian-connect-express";
import type { RequestHandler } from "express";
import { route } from "./parts.ts";

/** 200 only while installations can be written and read back, and nobody has asked to stop. */
export const health = (addon: AddOn, version: string, isStopping: () => boolean): RequestHandler =>
  route(async (_request, response) => {
    const store = await isStoreWorking(addon).catch(() => false);
    const isHealthy = store && !isStopping();
    response
      .status(isHealthy ? 200 : 503)
      .set("Cache-Control", "no-store")
      .json({ status: isHealthy ? "ok" : "failing", version, store, stopping: isStopping() });
  });

async function isStoreWorking({ settings }: AddOn): Promise<boolean> {
  const word = randomUUID();
  await settings.set("word", word, word);
  const read = await settings.get("word", word);
  await settings.del("word", word);
  return read === word;
}
