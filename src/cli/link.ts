import { PlimsollError } from "../core/errors/index.ts";
import { momentWords } from "../core/format/index.ts";
import { type Command as Deed, fieldsOf } from "../engine/index.ts";
import { capabilities } from "./capabilities.ts";
import type { Call, Command } from "./command.ts";
import { placeOf, placeOptions } from "./place-options.ts";

export const link: Command = {
  about:
    "Prints a link on the public listener by which somebody else may do one command once, without a key: it shows what will be " +
    "done, and does it when that is confirmed. Whoever has the link may.",
  operands: [
    { name: "NOUN", about: "of the command: maintenance" },
    { name: "VERB", about: "of the command: end" },
    { name: "[FIELD=VALUE...]", about: "what it is given, by the names in docs/api.md" },
  ],
  options: [
    {
      flags: "--person ID",
      about: "whom it is for, as the ledger will say for ever: an id, never a name or an address",
    },
    { flags: "--expires LENGTH", about: "in how long it is over", fallback: "24h" },
    { flags: "--addon KEY", about: "which add-on, where several are watched" },
    ...placeOptions,
  ],
  examples: [
    {
      line: "plimsoll link maintenance end id=2027-01-17-3f9c21aa --person on-call --expires 8h",
      about: "For whoever does the work at night",
    },
  ],
  json: `{ "ok": true, "url": "https://status.example.com/do/…", "expiresAt": "2027-01-17T10:00:00.000Z" }`,

  async perform(call: Call) {
    const [noun = "", verb = "", ...fields] = call.operands;
    const name = `${noun} ${verb}`;
    const deed = capabilities
      .flatMap(({ commands }) => commands)
      .find((one) => one.name === name && !one.isForPrograms);
    if (deed === undefined)
      throw new PlimsollError("command.unknown", `There is no command ${name} for a link.`);
    const person = call.option("person");
    if (person === undefined)
      throw new PlimsollError("usage", "It is not said whom the link is for.", {
        hint: "Name an id with --person: the ledger will say that this person did it.",
      });
    const { actionLink } = await call.deps();
    const made = await actionLink({
      ...{ name, person, input: inputOf(deed, fields), addon: call.option("addon") ?? null },
      expires: call.option("expires")!,
      place: await placeOf(call),
    });
    if (made === null)
      throw new PlimsollError("address.unreachable", "No Plimsoll runs on this data folder.", {
        hint: "A link leads to one that is up: start it, or name its folder with --data.",
      });
    const { url, expiresAt } = made;
    call.answer(
      { ok: true, url, expiresAt },
      `${url}\nIt works once, until ${momentWords(Date.parse(expiresAt))}.\n`,
    );
    return 0;
  },
};

function inputOf(deed: Deed, given: readonly string[]): Record<string, unknown> {
  const flags = fieldsOf(deed).filter(({ isFlag }) => isFlag);
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf("=");
      if (at < 1)
        throw new PlimsollError("usage", `${text} does not say which field it is.`, {
          hint: "Write FIELD=VALUE, such as id=2027-01-17-3f9c21aa.",
        });
      const [field, value] = [text.slice(0, at), text.slice(at + 1)];
      const isFlag = flags.some(({ name }) => name === field) && /^(true|false)$/.test(value);
      return [field, isFlag ? value === "true" : value];
    }),
  );
}
