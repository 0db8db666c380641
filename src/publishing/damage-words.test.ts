import { expect, test } from "vitest";
import type { DamagedDay } from "../core/slo/index.ts";
import { damageWords } from "./damage-words.ts";
import { daysOf } from "./days.ts";
import { provenWords, saidOf } from "./sentences.ts";
import { slaDocument } from "./sla-document.ts";
import { good } from "./testdata/addons.ts";
import { viewOf } from "./testdata/view.ts";

const uptime = good.statement.objectives[0]!;
const service = good.statement.objectives.find(({ indicator }) => indicator === "service")!;
const damaged = (...days: DamagedDay[]) => ({ ...good.statement, damaged: days });
const on = (day: string, ...indicators: string[]): DamagedDay => ({ day, indicators });

test.for([
  [
    uptime,
    [on("2027-01-03", "service")],
    /^Part of what was measured on Sun, 3 Jan.* cannot be read any more; minutes that it decided are unknown\.$/,
  ],
  [uptime, [on("2027-01-03", "availability")], /minutes that it decided are unknown/],
  [uptime, [on("2027-01-03", "iframe", "recheck")], null],
  [service, [on("2027-01-03", "service")], /on Sun, 3 Jan.*; no verdict rests on the rest\.$/],
  [service, [on("2027-01-03", "ui", "availability")], null],
  [service, [], null],
] as const)("what is said of %o with %o", ([account, days, words]) => {
  const said = damageWords(account, damaged(...days));
  if (words === null) expect(said).toBeNull();
  else expect(said).toMatch(words);
});

test("many days are counted", () => {
  const many = Array.from({ length: 9 }, (_, n) => on(`2027-01-0${n + 1}`, "service"));
  expect(damageWords(service, damaged(...many))).toMatch(/ and 4 more days cannot be read/);
});

test("the pages, /sla.json and the days say it", () => {
  const statement = damaged(on("2027-01-03", "service"));
  for (const said of [provenWords(service, statement), saidOf(service, statement).join(" ")])
    expect(said).toContain("cannot be read any more");
  const published = { ...good, statement };
  const [addon] = slaDocument(viewOf(published)).addons;
  expect(addon!.damaged).toEqual([{ day: "2027-01-03", indicators: ["service"] }]);
  const bar = daysOf(service, statement, []).find(({ day }) => day === "2027-01-03");
  expect(bar).toMatchObject({ state: "unknown", sentence: expect.stringContaining("incomplete") });
  const others = daysOf(service, statement, []).filter(({ day }) => day !== "2027-01-03");
  expect(others).toEqual(
    daysOf(service, good.statement, []).filter(({ day }) => day !== "2027-01-03"),
  );
});
