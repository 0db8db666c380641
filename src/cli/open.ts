import { PlimsollError } from "../core/errors/index.ts";
import type { Call, Command } from "./command.ts";
import { placeOf, placeOptions } from "./place-options.ts";

export const open: Command = {
  about:
    "Prints a link that opens the private pages of the running Plimsoll in a browser: once, within an hour, for twelve hours. " +
    "On those pages may be done what the key that was shown may; on the machine itself everything.",
  options: placeOptions,
  examples: [
    { line: "plimsoll open", about: "On the machine that Plimsoll runs on" },
    {
      line: "plimsoll open --server https://plimsoll.example.com",
      about: "With the key in PLIMSOLL_TOKEN",
    },
  ],
  json: `{ "ok": true, "url": "http://127.0.0.1:7301/enter?link=…" }`,

  async perform(call: Call) {
    const { link } = await call.deps();
    const url = await link(await placeOf(call));
    if (url === null)
      throw new PlimsollError("address.unreachable", "No Plimsoll runs on this data folder.", {
        hint: "Start it with `plimsoll up FILE`, or name its folder with --data.",
      });
    call.answer({ ok: true, url }, `${url}\n`);
    return 0;
  },
};
