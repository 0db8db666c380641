import { describe, expect, test } from "vitest";
import { parseBusinessHours } from "./business-hours.ts";
import { printHours } from "./print-hours.ts";
import { longestClosedMinutes, minutesPerWeek } from "./weekly.ts";

function read(text: string) {
  const reading = parseBusinessHours(text);
  if (reading.kind === "complaint") throw new Error(reading.message);
  return reading.value;
}

describe("reads", () => {
  test.for([
    ["Mon-Fri 09:00-17:00", "Mon-Fri 09:00-17:00", 2400],
    ["monday - friday 9:00 - 17:00", "Mon-Fri 09:00-17:00", 2400],
    [
      "Mon-Fri 09:00-12:00, 13:00-17:00; Sat 10:00-12:00",
      "Mon-Fri 09:00-12:00, 13:00-17:00; Sat 10:00-12:00",
      2220,
    ],
    ["Mon, Wed, Fri 10:00-11:00", "Mon 10:00-11:00; Wed 10:00-11:00; Fri 10:00-11:00", 180],
    ["Sat-Mon 10:00-11:00", "Mon 10:00-11:00; Sat-Sun 10:00-11:00", 180],
    ["Fri 22:00-06:00", "Fri 22:00-24:00; Sat 00:00-06:00", 480],
    ["Sun 22:00-00:00", "Sun 22:00-24:00", 120],
    ["Mon 09:00-12:00, 12:00-13:00", "Mon 09:00-13:00", 240],
    ["24x7", "24x7", 10_080],
    ["24/7", "24x7", 10_080],
    ["Mon-Sun 00:00-24:00", "24x7", 10_080],
  ] as const)("%s as %s", ([text, printed, minutes]) => {
    expect(printHours(read(text))).toBe(printed);
    expect(minutesPerWeek(read(text).weekly)).toBe(minutes);
  });

  test.for([
    ["Mon-Fri 09:00-17:00 Europe/Paris", "Europe/Paris"],
    ["24x7 UTC", "UTC"],
    ["Mon-Fri 09:00-17:00", null],
  ] as const)("the zone of %s", ([text, zone]) => {
    expect(read(text).zone).toBe(zone);
  });
});

describe("complains of", () => {
  test.for([
    ["", "names no hours", ""],
    ["always", "not days followed by hours", ""],
    ["Mon-Fri", "not days followed by hours", ""],
    ["Mon-Fri 9-17", "not a span of hours", ""],
    ["Mon-Fri 09:00-25:00", "not a span of hours", ""],
    ["Mon-Fri 09:60-17:00", "not a span of hours", ""],
    ["Mon-Fri 09:00-09:00", "empty", "00:00-24:00"],
    ["Mon-Fri 24:00-09:00", "empty", "00:00-24:00"],
    ["Mon-Wed-Fri 09:00-17:00", "not a day", ""],
    ["Moo 09:00-17:00", "not a day", ""],
    ["Monda 09:00-17:00", "not a day", ""],
    ["Mon 09:00-12:00, 11:00-13:00", "overlap", ""],
    ["Mon-Fri 09:00-17:00; Fri 16:00-18:00", "overlap", ""],
    ["Mon-Fri 09:00-17:00 Europe/Pariss", "not a time zone", "Europe/Paris"],
    ["Mon 09:00-17:00;".repeat(50), "too long", ""],
  ] as const)("%s", ([text, message, hint]) => {
    expect(parseBusinessHours(text)).toMatchObject({
      kind: "complaint",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });
});

test.for([
  ["Mon-Fri 09:00-17:00", 64 * 60],
  ["Wed 12:00-13:00", 167 * 60],
  ["24x7", 0],
] as const)("%s is closed for at most %d minutes in a row", ([text, minutes]) => {
  expect(longestClosedMinutes(read(text).weekly)).toBe(minutes);
});
