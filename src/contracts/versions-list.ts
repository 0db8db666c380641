import * as z from "zod";
import { isPublished, versionTimes } from "../core/contract/index.ts";
import { dateWords, momentWords } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { List } from "../engine/index.ts";
import { contractVersions } from "../entries/index.ts";

const row = z.object({
  version: z.int(),
  /** "replaced": by another, before its day came. */
  state: z.enum(["in force", "coming", "past", "replaced"]),
  from: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable(),
  hash: z.string(),
  published: z.iso.datetime(),
  by: z.string(),
});
type Row = z.infer<typeof row>;

export const versionsList: List<Row> = {
  noun: "contract",
  about: "Versions of the contract that were published, latest first.",
  scope: "read",
  row,
  rows({ known, addon, nowMs }) {
    const versions = known.state(contractVersions, addon);
    if (!isPublished(versions)) return [];
    const times = versionTimes(versions);
    return versions
      .map(({ version, hash, publishedAt: published, by }, at): Row => {
        const one = { version, hash, published, by };
        const time = times[at];
        if (!time) return { ...one, state: "replaced", from: null, until: null };
        const { fromMs, untilMs } = time;
        const state = nowMs < fromMs ? "coming" : nowMs < untilMs ? "in force" : "past";
        const until = Number.isFinite(untilMs) ? isoTime(untilMs) : null;
        return { ...one, state, from: isoTime(fromMs), until };
      })
      .reverse();
  },
  idOf: ({ version }) => String(version),
  columns: [
    { name: "version", of: (one) => String(one.version) },
    { name: "state", of: (one) => one.state },
    { name: "from", of: (one) => wordsOf(one.from) },
    { name: "until", of: (one) => wordsOf(one.until) },
    { name: "hash", of: (one) => one.hash.slice(0, 12) },
    { name: "published", of: (one) => momentWords(one.published) },
    { name: "by", of: (one) => one.by },
  ],
};

const MIDNIGHT = /T00:00:00\.000Z$/;
const wordsOf = (moment: string | null): string =>
  moment === null ? "–" : MIDNIGHT.test(moment) ? dateWords(moment) : momentWords(moment);
