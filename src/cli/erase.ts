import { PlimsollError } from "../core/errors/index.ts";
import { plural } from "../core/format/index.ts";
import type { Call, Command } from "./command.ts";
import { dataFolderOf, dataOption } from "./store-options.ts";

export const erase: Command = {
  about:
    "Forgets for good what the vault keeps about a person: addresses, ticket texts. Entries of the " +
    "ledger name only ids and hashes, so the ledger stays whole and verifiable.",
  operands: [{ name: "PERSON", about: "the person's id" }],
  options: [{ flags: "--yes", about: "do it; without, only say what would be erased" }, dataOption],
  examples: [
    { line: "plimsoll erase person-7", about: "How much is kept about this person?" },
    { line: "plimsoll erase person-7 --yes", about: "Erase it; this cannot be undone" },
  ],
  json: `{ "ok": true, "person": "person-7", "erased": 3 }`,

  async perform(call: Call) {
    const person = call.operands[0] ?? "";
    const records = await (await call.deps()).openRecords({ dataFolder: dataFolderOf(call) });
    try {
      const kept = await records.countAbout(person);
      if (kept > 0 && !call.has("yes")) throw unconfirmed(person, kept);
      const erased = kept > 0 ? await records.erase(person) : 0;
      call.answer({ ok: true, person, erased }, `${sentence(person, erased)}\n`);
      return 0;
    } finally {
      await records.close();
    }
  },
};

const unconfirmed = (person: string, kept: number) =>
  new PlimsollError("unconfirmed", `${pieces(kept)} about ${person} would be erased for good.`);

const sentence = (person: string, erased: number): string =>
  erased === 0 ? `Nothing is kept about ${person}.` : `Erased ${pieces(erased)} about ${person}.`;

const pieces = (n: number): string => plural(n, "piece");
