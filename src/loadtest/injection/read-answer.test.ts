import { describe, expect, test } from "vitest";
import type { Check, Extraction } from "../model/index.ts";
import { faultOfAnswer, takeFrom } from "./read-answer.ts";
import { workloadTemplate } from "./request-template.ts";
import { planOf, step, workload } from "./testdata/workloads.ts";

const ANSWER = {
  head: "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nTransfer-Encoding: chunked\r\n\r\n",
  body: '{"token":"abc-1","é"',
};

const templateOf = (checks: readonly Check[]) =>
  workloadTemplate(workload([step({ checks })]), planOf(workload([])).target, "always").steps[0]!;

function taken(extraction: Partial<Extraction>) {
  const whole: Extraction = { name: "it", from: "body", pattern: "", ...extraction };
  const found = new Map<string, string>();
  const patterns = new Map([[whole, new RegExp(whole.pattern)]]);
  return takeFrom(ANSWER, [whole], patterns, found) ? found.get("it") : "nothing";
}

describe("of an answer", () => {
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
    expect(faultOfAnswer(templateOf(checks), status, ANSWER)).toBe(fault);
  });
});
