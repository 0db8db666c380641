import type { Addon } from "../contract.ts";
import { type Judge, promisesNothing, qualifier, type Term } from "./term.ts";

/** What the promise is about, as far as it changes what is promised or how it is measured. */
export const addonTerms = (addon: Addon): readonly Term[] =>
  (Object.keys(addon) as (keyof Addon)[]).map((key) => {
    const path = `addon.${key}`;
    const judge = judges[key] ?? promisesNothing;
    return qualifier<never>(path, path, addon[key] ?? "none", addon[key] as never, judge);
  });

/** Two values with different meanings are told by those; with the same meaning they promise the same. */
const byMeaning =
  <T>(meaning: (value: T) => string): Judge<T> =>
  (before, after) => {
    const [was, is] = [meaning(before), meaning(after)];
    return was === is ? "neutral" : { before: was, after: is };
  };

const judges: { readonly [Key in keyof Addon]?: Judge<never> } = {
  key: byMeaning((key: string) => `a promise about ${key}`),
  host: byMeaning(
    (host: Addon["host"]) =>
      ({
        connect: "the host calls the add-on and waits 12 s for a page",
        "forge-remote": "the host calls the add-on and waits 25 s for a page",
        plain: "no host calls the add-on",
      })[host],
  ),
  descriptor: byMeaning((path: string | null) =>
    path === null
      ? "every request counts as a service call"
      : "pages, webhooks and installation calls are told apart",
  ),
  payment: byMeaning((payment: Addon["payment"]) =>
    payment === "free"
      ? "customers are owed two months' notice of the end"
      : "customers are owed the add-on for as long as they have paid",
  ),
};
