import * as z from "zod";
import { complain, type Parse, quote, read } from "../values/reading.ts";
import { time } from "./figures.ts";
import { word, written } from "./written.ts";

/** `local`, `s3://bucket/path`, `/mnt/backup`: without a password in it. */
const parseSite: Parse<string> = (text) => {
  const site = text.trim();
  if (/\/\/[^/]*@/.test(site))
    return complain(
      `The site ${quote(site.replace(/\/\/[^/]*@/, "//…@"))} holds a user name or password.`,
      "Take it out: secrets do not belong into a contract.",
    );
  return /^[^\s\p{Cc}]{1,500}$/u.test(site)
    ? read(site)
    : complain(
        `${quote(text)} is not a place for backups.`,
        "Write local, or such as s3://bucket/path.",
      );
};

const backup = z
  .strictObject({
    engine: word({
      description: "What makes the backup: pgbackrest, restic, sqlite, pg_dump …",
      examples: ["pgbackrest"],
    }),
    every: time("How often a backup is made.", "6h"),
    sites: z
      .array(written(parseSite, { description: "Where it is kept.", examples: ["local"] }))
      .min(1)
      .max(20)
      .meta({
        description: "Where it is kept; one far away.",
        examples: [["local", "s3://bucket/path"]],
      }),
    keep: time("How long it is kept.", "35d"),
  })
  .transform(({ every, keep, ...backup }) => ({ ...backup, everyMs: every, keepMs: keep }));

export const backups = z
  .record(z.string().regex(/^[A-Za-z][\w-]{0,63}$/), backup)
  .default({})
  .meta({ description: "What is backed up, by a name of yours." });
