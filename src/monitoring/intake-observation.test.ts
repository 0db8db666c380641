import { expect, test } from "vitest";
import type { IntakeNotice } from "./intake/index.ts";
import { intakeObservation } from "./intake-observation.ts";

const notice = (
  kind: IntakeNotice["kind"],
  reason: string,
  changes: Partial<IntakeNotice> = {},
): IntakeNotice => ({ kind, reason, service: "web", address: "10.0.0.7", count: 3, ...changes });

test.for([
  [
    notice("key-refused", "The intake key is missing or wrong.", { service: "" }),
    "Metrics from 10.0.0.7 are refused. The intake key is missing or wrong. Senders show it as the header `Authorization: Bearer KEY`.",
  ],
  [
    notice("request-refused", "Compress with gzip, or not at all.", { service: "" }),
    "A batch from 10.0.0.7 is refused. Compress with gzip, or not at all.",
  ],
  [
    notice("points-refused", "its time is more than 7 days ago"),
    "Points from web (10.0.0.7) are refused, each because its time is more than 7 days ago.",
  ],
  [
    notice("points-refused", "it has no buckets", { service: "", address: "" }),
    "Points from an unknown address are refused, each because it has no buckets.",
  ],
  [
    notice("addon-not-named", "its resource names no add-on"),
    "Points from web (10.0.0.7) are refused, each because its resource names no add-on. Give it the resource attribute plimsoll.addon: a or b.",
  ],
  [
    notice("metric-not-read", "http.client.duration is not read"),
    "Not counted of what web (10.0.0.7) sends: http.client.duration is not read.",
  ],
  [
    notice("counted-elsewhere", "a tells of requests that b has told of"),
    "Not counted of what web (10.0.0.7) sends: a tells of requests that b has told of.",
  ],
  [
    notice("counted-in-part", "its buckets changed"),
    "Points from web (10.0.0.7) are counted only in part, each because its buckets changed.",
  ],
] as const)("%o is said in a sentence", ([one, message]) => {
  expect(intakeObservation(one, ["a", "b"]).message).toBe(message);
});

test("many add-ons are not all named", () => {
  const { message } = intakeObservation(notice("addon-not-named", "it names none"), [..."abcdefg"]);
  expect(message).toMatch(/plimsoll\.addon: a or b or c or d or e or one of 2 more\.$/);
});

test("another replica of the same sender is no news, another reason is", () => {
  const subjectOf = (one: IntakeNotice) => intakeObservation(one, []).subject;
  const here = notice("points-refused", "it has no buckets");
  expect(subjectOf({ ...here, address: "10.0.0.8" })).toBe(subjectOf(here));
  expect(subjectOf({ ...here, reason: "another" })).not.toBe(subjectOf(here));
});

test("other metrics that nobody reads are no news, a metric that is counted elsewhere is", () => {
  const keyOf = (kind: IntakeNotice["kind"], reason: string) => {
    const { subject, cause } = intakeObservation(notice(kind, reason), []);
    return `${subject} ${cause}`;
  };
  expect(keyOf("metric-not-read", "a is none")).toBe(keyOf("metric-not-read", "a, b are none"));
  expect(keyOf("counted-elsewhere", "a")).not.toBe(keyOf("metric-not-read", "a"));
});
