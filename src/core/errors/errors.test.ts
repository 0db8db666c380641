import { describe, expect, test } from "vitest";
import { catalogue, errorManual, PlimsollError } from "./index.ts";

describe.for(Object.entries(catalogue))("%s", ([code, { exit, status, meaning, hint }]) => {
  test("is a word, or a room and a word", () => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/);
  });

  test("has codes that say failure", () => {
    expect(exit).toBeGreaterThan(0);
    expect(status).toBeGreaterThanOrEqual(400);
  });

  test("says what it means in sentences", () => {
    expect(meaning).toMatch(/^[A-Z].*\.$/s);
    expect(hint).toMatch(/^[A-Z`]/);
  });
});

test("an error carries its code, the catalogue's hint and what caused it", () => {
  const cause = new Error("no space");
  const error = new PlimsollError("store.full", "The disk is full.", { cause });
  expect(error).toMatchObject({ code: "store.full", message: "The disk is full.", cause });
  expect(error.hint).toBe(catalogue["store.full"].hint);
  expect(error.advice.exit).toBe(70);
});

test("an error may know better what to do", () => {
  expect(new PlimsollError("usage", "No.", { hint: "Do this." }).hint).toBe("Do this.");
});

test("the manual has one section for each code", () => {
  const sections = [...errorManual().matchAll(/^## (.*)$/gm)].map(([, code]) => code);
  expect(sections).toEqual(Object.keys(catalogue));
});
