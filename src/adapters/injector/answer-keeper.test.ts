import { describe, expect, test } from "vitest";
import { AnswerKeeper } from "./answer-keeper.ts";
import { ResponseParser } from "./response-parser.ts";

const ANSWER =
  "HTTP/1.1 100 Continue\r\nx: interim\r\n\r\n" +
  "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nTransfer-Encoding: chunked\r\n\r\n" +
  '10\r\n{"token":"abc-1"\r\n5\r\n,"é"\r\n0\r\n\r\n';

/** What is kept of an answer that comes in pieces of this size. */
function kept(answer: string, pieceBytes: number) {
  const [parser, keeper, bytes] = [new ResponseParser(), new AnswerKeeper(), Buffer.from(answer)];
  parser.begin("GET", keeper);
  for (let at = 0; at < bytes.length; at += pieceBytes)
    parser.feed(bytes, at, Math.min(bytes.length, at + pieceBytes));
  expect({ isDone: parser.isDone, fault: parser.fault }).toEqual({ isDone: true, fault: null });
  return keeper.answer();
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
});
