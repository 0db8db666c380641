import { expect, test } from "vitest";
import { promiseStretches } from "../core/contract/index.ts";
import { changedPromises, promiseChangesSection } from "./section.ts";
import { document, usable } from "./testdata/publishing.ts";

/** Publishes documents one after the other; what is shown at a moment. */
function shownAt(iso: string, ...given: readonly (readonly [text: string, at: string])[]) {
  const versions = given.map(([text, publishedAt], at) => {
    const { hash, contract } = usable(text);
    const { effectiveFrom } = contract.sla;
    const sla = text.slice(text.indexOf("sla:"), text.indexOf("operations:"));
    return { version: at + 1, hash, publishedAt, effectiveFrom, sla };
  });
  const [first, ...others] = versions;
  const { contract } = usable(given.at(-1)![0]);
  return changedPromises(promiseStretches(contract, [first!, ...others]), Date.parse(iso));
}

const first = [document(), "2027-01-05T12:00:00.000Z"] as const;
const march = [
  document({ target: "99%", from: "2027-03-01" }),
  "2027-02-10T12:00:00.000Z",
] as const;
const coming = {
  version: 2,
  from: "2027-03-01T00:00:00.000Z",
  isComing: true,
  changes: [{ path: "sla.uptime.target", effect: "weaker", before: "99.9 %", after: "99 %" }],
};

test("a promise to come is shown ahead, and after its day as one that has changed", () => {
  expect(shownAt("2027-02-11T00:00:00Z", first, march)).toMatchObject([coming]);
  expect(shownAt("2027-03-01T00:00:01Z", first, march)).toMatchObject([
    { ...coming, isComing: false },
  ]);
  expect(shownAt("2027-07-01T00:00:00Z", first, march)).toEqual([]);
});

test("the first promise changes nothing, nor does what is not promised", () => {
  const [text, at] = march;
  expect(shownAt("2027-02-11T00:00:00Z", [text, at])).toEqual([]);
  const probed = [document({ path: "/deep" }), "2027-02-10T12:00:00.000Z"] as const;
  expect(shownAt("2027-02-11T00:00:00Z", first, probed)).toEqual([]);
});

test("pages say from when and what", () => {
  const shown = shownAt("2027-02-11T00:00:00Z", first, march);
  expect(promiseChangesSection.schema.parse(shown)).toEqual(shown);
  const above = String(promiseChangesSection.above!(shown)).replaceAll("\u00a0", " ");
  expect(above).toContain("The promise will change");
  expect(above).toContain("1 March 2027");
  expect(above).toContain("The uptime goes from 99.9 % to 99 %; customers are promised less.");
  expect(promiseChangesSection.below!(shown)).toBe("");
});
