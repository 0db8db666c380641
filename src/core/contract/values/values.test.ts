import { describe, expect, test } from "vitest";
import { parseBaseUrl, parseEmail, parsePhone, parseUrl, parseUrlPath } from "./address.ts";
import { parseAllowance } from "./allowance.ts";
import { parseDate } from "./date.ts";
import { parseDownWhen } from "./down-when.ts";
import { parseEvery } from "./every.ts";
import { parseFactor } from "./factor.ts";
import { parseHolidays } from "./holidays.ts";
import { parsePeriod } from "./period.ts";
import type { Parse } from "./reading.ts";
import { parseShareWithin } from "./share-within.ts";
import { parseSkew } from "./skew.ts";
import { parseSupportDuration } from "./support-duration.ts";
import { parseThreshold } from "./threshold.ts";
import { parseTimeZone } from "./time-zone.ts";

const HOUR = 3_600_000;

/** The values and their texts, one parser after the other. */
const read: readonly (readonly [parse: Parse<unknown>, text: string, value: unknown])[] = [
  [parseSupportDuration, "4h", { kind: "time", ms: 4 * HOUR }],
  [parseSupportDuration, "2 business days", { kind: "business-days", days: 2 }],
  [parseSupportDuration, "1 business day", { kind: "business-days", days: 1 }],
  [parseAllowance, "4h per month", { ms: 4 * HOUR, per: "month" }],
  [parseAllowance, "90m/month", { ms: 1.5 * HOUR, per: "month" }],
  [parseEvery, "every 30d", 720 * HOUR],
  [parseThreshold, "80% for 5m", { above: 0.8, forMs: 300_000 }],
  [parseThreshold, "90%", { above: 0.9, forMs: 0 }],
  [parseThreshold, "0.9", { above: 0.9, forMs: 0 }],
  [parseFactor, "3x", 3],
  [parseFactor, "1.5×", 1.5],
  [parseSkew, "zipf 1.1", { kind: "zipf", exponent: 1.1 }],
  [parseSkew, "even", { kind: "even" }],
  [parseShareWithin, "99%", { target: 0.99, withinMs: null }],
  [parseShareWithin, "95% within 12s", { target: 0.95, withinMs: 12_000 }],
  [parseDownWhen, "5% of requests fail", 0.05],
  [parseDownWhen, "0.5% of the requests fail", 0.005],
  [parsePeriod, "month", { kind: "month" }],
  [parsePeriod, "28d", { kind: "rolling", days: 28 }],
  [parsePeriod, "4w", { kind: "rolling", days: 28 }],
  [parseDate, "2028-02-29", "2028-02-29"],
  [parseTimeZone, "Europe/Paris", "Europe/Paris"],
  [parseTimeZone, "asia/kolkata", "Asia/Kolkata"],
  [parseTimeZone, "UTC", "UTC"],
  [parseHolidays, "FR", "FR"],
  [parseHolidays, "de-by", "DE-BY"],
  [parseUrl, "https://example.com/a?b#c", "https://example.com/a?b#c"],
  [parseBaseUrl, "https://example.com/app/", "https://example.com/app"],
  [parseUrlPath, "/health?deep=1", "/health?deep=1"],
  [parseEmail, "on.call+night@example.co.uk", "on.call+night@example.co.uk"],
  [parsePhone, "+33 1 00 00 00 00", "+33 1 00 00 00 00"],
];

const refused: readonly (readonly [
  parse: Parse<unknown>,
  text: string,
  message: string,
  hint: string,
])[] = [
  [parseSupportDuration, "0h", "no time at all", "4h"],
  [parseSupportDuration, "1.5 business days", "whole business days", "2 business days"],
  [parseSupportDuration, "0 business days", "whole business days", "2 business days"],
  [parseSupportDuration, "business", "whole business days", "2 business days"],
  [parseAllowance, "4h", "how much in which time", "4h per month"],
  [parseAllowance, "4h per week", "per month, not per", "4h per month"],
  [parseAllowance, "31d per month", "whole month or more", "4h per month"],
  [parseAllowance, "4 per month", "no unit", "4h"],
  [parseEvery, "30d", "how often", "every 30d"],
  [parseEvery, "every 0s", "never ends", "every 30d"],
  [parseEvery, "every month", "not a length of time", "30d"],
  [parseThreshold, "80", "neither a percentage nor a share", "80%"],
  [parseThreshold, "80% for ever", "not a length of time", "8h"],
  [parseFactor, "3", "not a factor", "3x"],
  [parseFactor, "0.5x", "less than once", "1x"],
  [parseSkew, "zipf", "how the tenants share", "zipf 1.1"],
  [parseSkew, "zipf 9", "how the tenants share", "zipf 1.1"],
  [parseShareWithin, "95 within 12s", "neither a percentage nor a share", "95%"],
  [parseShareWithin, "95% within 12", "no unit", "12s"],
  [parseShareWithin, "95% within 0s", "within no time", "12s"],
  [parseShareWithin, "95% within 1s within 2s", "two limits", "95% within 12s"],
  [parseDownWhen, "5%", "when a minute is down", "5% of requests fail"],
  [parseDownWhen, "100% of requests fail", "never fail", "5% of requests fail"],
  [parsePeriod, "week", "not a period", "28d"],
  [parsePeriod, "36h", "not a period", "28d"],
  [parsePeriod, "0d", "not a period", "28d"],
  [parsePeriod, "367d", "not a period", "28d"],
  [parseDate, "2027-02-29", "not a day of the calendar", "2027-01-01"],
  [parseDate, "1.1.2027", "not a date", "2027-01-01"],
  [parseDate, "1027-01-01", "another age", "2027-01-01"],
  [parseTimeZone, "Paris", "not a time zone", "Did you mean Europe/Paris?"],
  [parseTimeZone, "America/New York", "not a time zone", "Did you mean America/New_York?"],
  [parseTimeZone, "+02:00", "not a time zone", "Europe/Paris"],
  [parseHolidays, "France", "not a country", "Did you mean FR (France)?"],
  [parseHolidays, "DE-XX", "not a region of DE", "DE-BY"],
  [parseHolidays, "LU-XX", "not a region of LU", "Write LU."],
  [parseHolidays, "FR-", "not a country", "FR"],
  [parseUrl, "support.example.com", "not an address", "Write https://support.example.com."],
  [parseUrl, "ftp://example.com", "not an address", "https://example.com"],
  [parseUrl, "javascript:alert(1)", "not an address", "https://example.com"],
  [parseUrl, "https://a:secret@example.com", "user name or password", "secrets"],
  [parseBaseUrl, "https://example.com?a=1", "query or a fragment", "up to the path"],
  [parseUrlPath, "health", "not a path", "/health"],
  [parseUrlPath, "//evil.example.com/", "not a path", "/health"],
  [parseEmail, "oncall", "not an e-mail address", "oncall@example.com"],
  [parsePhone, "01 00 00 00 00", "dialled from abroad", "+33 1 00 00 00 00"],
];

describe("reads", () => {
  test.for(read.map(([parse, text, value]) => ({ name: parse.name, parse, text, value })))(
    "$name $text",
    ({ parse, text, value }) => {
      expect(parse(text)).toEqual({ kind: "read", value });
    },
  );
});

describe("complains of", () => {
  test.for(
    refused.map(([parse, text, message, hint]) => ({
      name: parse.name,
      parse,
      text,
      message,
      hint,
    })),
  )("$name $text: $message", ({ parse, text, message, hint }) => {
    expect(parse(text)).toMatchObject({
      kind: "complaint",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });
});

test("a password in an address is not repeated", () => {
  expect(JSON.stringify(parseUrl("https://a:secret@example.com"))).not.toContain("secret@");
});
