import { pick, random } from "../../../core/chance/index.ts";
import { dayToIso } from "../../../core/time/index.ts";
import { entitlementOf, type Tenant } from "../../world/index.ts";
import { contactOf } from "./contacts.ts";
import { epochDay, licenceOf } from "./licence.ts";
import type { Listing } from "./listing.ts";
import { type Books, HOSTING, type LazyRow, type Row } from "./rows.ts";

const complaints = [
  ["not-meeting-needs", "It does not do what we were looking for."],
  ["usefulness", "Only a few of us ever opened it."],
  ["bugs", "It failed too often."],
  ["merging", "We are merging our sites."],
  ["project-based", "The project it was for is finished."],
  ["other", ""],
] as const;
const ANONYMOUS_SHARE = 0.3;

/** Why administrators took it off: what they say is invented, that they did is not. */
export const feedbackRows = (books: Books): LazyRow[] =>
  books.listings.flatMap((listing) =>
    [...books.tenants].flatMap((tenant) =>
      feedbackRow(books.seed, listing, tenant).map((row) => () => row),
    ),
  );

function feedbackRow(seed: number, listing: Listing, tenant: Tenant): Row[] {
  const { app, productId } = listing;
  const installation = tenant.installations.get(app.addonKey);
  if (installation?.state !== "uninstalled" && installation?.state !== "disabled") return [];
  const next = random(seed, "feedback", app.addonKey, tenant.index);
  const [reasonKey, message] = pick(next, complaints);
  const isAnonymous = next() < ANONYMOUS_SHARE;
  const { email, name } = contactOf(seed, tenant, 0);
  const licence = licenceOf(seed, tenant, app.addonKey, installation.changedAtMs);
  const bought = entitlementOf(tenant, app.addonKey);
  return [
    {
      addonKey: app.addonKey,
      addonVersion: installation.release,
      productId,
      applicationKey: tenant.product,
      applicationVersion: "1001.0.0-SNAPSHOT",
      hosting: HOSTING,
      date: dayToIso(epochDay(installation.changedAtMs)),
      feedbackType: installation.state === "disabled" ? "disable" : "uninstall",
      reasonKey,
      message,
      email: isAnonymous ? "" : email,
      fullName: isAnonymous ? "" : name,
      ...(licence
        ? {
            licenseId: bought.sen,
            appEntitlementId: bought.id,
            appEntitlementNumber: bought.number,
          }
        : {}),
    },
  ];
}
