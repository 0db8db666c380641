import * as z from "zod";
import type { SharePromise } from "../contract.ts";
import { andThen, complain, type Parse, quote, read } from "../values/reading.ts";
import { parseShareWithin } from "../values/share-within.ts";
import { writtenFigure } from "./written.ts";

const parse: Parse<SharePromise> = (text) =>
  andThen(parseShareWithin(text), (promise) =>
    promise.target > 0
      ? read(promise)
      : complain(`${quote(text)} promises nothing.`, "Write a share above zero, such as 99%."),
  );

const share = (description: string, example: string) =>
  writtenFigure(parse, { description, examples: [example] });

export const lifecycle = z
  .strictObject({
    install: z.exactOptional(share("Share of the host's installation calls that succeed.", "99%")),
    webhook: z.exactOptional(share("Share of the webhooks that are taken.", "99%")),
    iframe: z.exactOptional(
      share("Share of the frames that connect to the host page in time.", "95% within 12s"),
    ),
  })
  .default({})
  .meta({ description: "How reliably the add-on answers the host." });
