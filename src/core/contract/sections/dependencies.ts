import * as z from "zod";
import { complain, type Parse, quote, read } from "../values/reading.ts";
import { written } from "./written.ts";

/** `https://…`, or `tcp://host:port` for what speaks no HTTP; without a password in it. */
const parseProbe: Parse<string> = (raw) => {
  const text = raw.trim();
  const url = URL.canParse(text) ? new URL(text) : null;
  const isKnown = url !== null && ["http:", "https:", "tcp:"].includes(url.protocol);
  if (!isKnown || url.hostname === "" || (url.protocol === "tcp:" && url.port === ""))
    return complain(
      `${quote(text)} cannot be asked whether it answers.`,
      "Write https://host/health, or tcp://host:5432.",
    );
  return url.username === "" && url.password === ""
    ? read(text)
    : complain(
        "The address of a dependency holds a user name or password.",
        "Take it out: secrets do not belong into a contract.",
      );
};

export const dependencies = z
  .record(
    z.string().regex(/^[A-Za-z][\w-]{0,39}$/),
    z.strictObject({
      probe: written(parseProbe, {
        description:
          "An address that answers as long as it works; tcp://host:port where it speaks no HTTP.",
        examples: ["tcp://db.internal:5432"],
      }),
    }),
  )
  .default({})
  .meta({
    description:
      "What the add-on cannot work without, by a name of yours: an alert names what of it does not answer either, and is one alert.",
  });
