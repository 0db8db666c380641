import { describe, expect, test } from "vitest";
import type { Check, Extraction } from "../model/index.ts";
import { Keeper } from "./keeper.ts";
import { faultOfAnswer, takeFrom } from "./read-answer.ts";
import { ResponseParser } from "./response-parser.ts";
import { planOf, step, workload } from "./testdata/workloads.ts";
import { workForm } from "./work-form.ts";

const ANSWER =
  "HTTP/1.1 100 Continue\r\nx: interim\r\n\r\n" +
  "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nTransfer-Encoding: chunked\r\n\r\n" +
  '10\r\n{"token":"abc-1"\r\n5\r\n,"é"\r\n0\r\n\r\n';

/** What is kept of an answer that comes in pieces of this size. */
function kept(answer: string, pieceBytes: number) {
  const [parser, keeper, bytes] = [new ResponseParser(), new Keeper(), Buffer.from(answer)];
  parser.begin("GET", keeper);
  for (let at = 0; at < bytes.length; at += pieceBytes)
    parser.feed(bytes, at, Math.min(bytes.length, at + pieceBytes));
  expect({ isDone: parser.isDone, fault: parser.fault }).toEqual({ isDone: true, fault: null });
  return keeper.answer();
}

const formOf = (checks: readonly Check[]) =>
  workForm(workload([step({ checks })]), planOf(workload([])).target, "always", (a, b) => a + b)
    .steps[0]!;

function taken(extraction: Partial<Extraction>) {
  const whole: Extraction = { name: "it", from: "body", pattern: "", ...extraction };
  const found = new Map<string, string>();
  const patterns = new Map([[whole, new RegExp(whole.pattern)]]);
  return takeFrom(kept(ANSWER, 7), [whole], patterns, found) ? found.get("it") : "nothing";
}

describe("of an answer", () => {
  test.for([1, 2, 13, 1000])("body and head are kept, from pieces of %i bytes", (pieceBytes) => {
    const { head, body } = kept(ANSWER, pieceBytes);
    expect(JSON.parse(`${body.replace(",", ',"and":')}}`)).toEqual({ token: "abc-1", and: "é" });
    expect(head).toMatch(/^HTTP\/1\.1 200/);
  });

  test("no more than a quarter of a mebibyte of the body is kept", () => {
    const sizeBytes = 1_000_000;
    const answer = `HTTP/1.1 200 OK\r\ncontent-length: ${sizeBytes}\r\n\r\n${"x".repeat(sizeBytes)}`;
    expect(kept(answer, 65_536).body).toHaveLength(256 * 1024);
  });

  test.for([
    ["a group of the body", { pattern: '"token":"([^"]+)"' }, "abc-1"],
    ["a match without a group", { pattern: "abc-." }, "abc-1"],
    [
      "a header, whatever its case",
      { from: "header", header: "transfer-ENCODING", pattern: "\\w+" },
      "chunked",
    ],
    [
      "headers of one name as one",
      { from: "header", header: "set-cookie", pattern: ".*" },
      "a=1, b=2",
    ],
    ["nothing where nothing fits", { pattern: "zzz" }, "nothing"],
    [
      "nothing of a header that is not there",
      { from: "header", header: "x", pattern: "" },
      "nothing",
    ],
  ] as const)("%s is taken", ([, extraction, expected]) => {
    expect(taken(extraction)).toBe(expected);
  });

  test.for([
    ["nothing asked", 200, [], null],
    ["nothing asked of what is made", 201, [], null],
    ["nothing asked of a redirect", 302, [], "status-302"],
    ["nothing asked of what is not changed", 304, [], "status-304"],
    ["nothing asked of what is not there", 404, [], "status-404"],
    ["a redirect that is asked", 302, [{ kind: "status", is: [302] }], null],
    ["what is not there, as asked", 404, [{ kind: "status", is: [200, 404] }], null],
    ["another status than the one asked", 200, [{ kind: "status", is: [204] }], "status-200"],
    ["a text that is there", 200, [{ kind: "body", contains: "token" }], null],
    ["a text that is not", 200, [{ kind: "body", contains: "nobody" }], "check-failed"],
  ] as const)("%s: the fault is as it should be", ([, status, checks, fault]) => {
    expect(faultOfAnswer(formOf(checks), status, kept(ANSWER, 50))).toBe(fault);
  });
});
