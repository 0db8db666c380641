import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ResponseParser } from "./response-parser.ts";

interface Seen {
  readonly status: number;
  readonly outcome: string;
  readonly mayFollow: boolean;
}

/** What becomes of an answer that arrives in these pieces, after which the connection may end. */
function read(pieces: readonly Buffer[], { method = "GET", ends = false } = {}): Seen {
  const parser = new ResponseParser();
  parser.begin(method);
  for (const piece of pieces) parser.feed(piece, 0, piece.length);
  if (ends) parser.end();
  const { status, mayFollow, fault, isDone } = parser;
  return { status, outcome: fault ?? (isDone ? "whole" : "more"), mayFollow };
}

/** For how long an answer with this header line says that its connection is kept. */
function keptMs(line: string): number {
  const parser = new ResponseParser();
  parser.begin("GET");
  const answer = bytes(`${ok}${line}content-length: 0\r\n\r\n`);
  parser.feed(answer, 0, answer.length);
  expect(parser.isDone).toBe(true);
  return parser.keptMs;
}

test.for([
  ["Keep-Alive: timeout=5\r\n", 5_000],
  ["keep-alive: max=100, timeout = 65\r\n", 65_000],
  ["keep-alive: timeout=0\r\n", 0],
  ["keep-alive: max=100\r\n", Number.POSITIVE_INFINITY],
  ["keep-alive: timeout=soon\r\n", Number.POSITIVE_INFINITY],
  ["", Number.POSITIVE_INFINITY],
] as const)("%j says for how long the connection is kept", ([line, ms]) => {
  expect(keptMs(line)).toBe(ms);
});

const bytes = (text: string) => Buffer.from(text, "latin1");
const ok = "HTTP/1.1 200 OK\r\n";
const longHead = `${ok}x: ${"y".repeat(70_000)}\r\n\r\n`;
const hugeLength = `${ok}content-length: 999999999999\r\n\r\n`;

const whole: readonly [what: string, text: string, status: number, mayFollow: boolean][] = [
  ["a sized body", `${ok}Content-Length: 5\r\n\r\nhello`, 200, true],
  ["an empty body", `${ok}content-length: 0\r\n\r\n`, 200, true],
  ["lengths that agree", `${ok}content-length: 2\r\nContent-Length: 2\r\n\r\nhi`, 200, true],
  ["bare line feeds", "HTTP/1.1 404 Not Found\ncontent-length:2\n\nno", 404, true],
  ["no reason", "HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n", 200, true],
  ["a wish to close", `${ok}Connection: Close\r\ncontent-length: 0\r\n\r\n`, 200, false],
  ["HTTP/1.0", "HTTP/1.0 200 OK\r\ncontent-length: 1\r\n\r\nx", 200, false],
  [
    "HTTP/1.0 kept",
    "HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 0\r\n\r\n",
    200,
    true,
  ],
  [
    "chunks",
    `${ok}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n`,
    200,
    true,
  ],
  [
    "chunks with trailers",
    `${ok}Transfer-Encoding: gzip, Chunked\r\n\r\n1\r\nx\r\n0\r\nA: b\r\nC: d\r\n\r\n`,
    200,
    true,
  ],
  [
    "chunks and a length, which may be smuggled",
    `${ok}transfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n0\r\n\r\n`,
    200,
    false,
  ],
  [
    "interim answers",
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${ok}content-length: 0\r\n\r\n`,
    200,
    true,
  ],
  ["no content", "HTTP/1.1 204 No Content\r\n\r\n", 204, true],
  [
    "not modified, whatever its length says",
    "HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n",
    304,
    true,
  ],
  ["a folded field", `${ok}x: a\r\n b\r\ncontent-length: 0\r\n\r\n`, 200, true],
];

const faulty: readonly [fault: string, text: string][] = [
  ["bad-status-line", "220 mail.example.com ESMTP\r\n"],
  ["bad-status-line", "HTTP/2 200\r\n"],
  ["bad-status-line", "HTTP/1.1 0200 OK\r\n"],
  ["bad-status-line", "HTTP/1.1 2000 OK\r\n"],
  ["bad-header", `${ok}no colon\r\n\r\n`],
  ["bad-header", `${ok}: nameless\r\n\r\n`],
  ["bad-header", `${ok}a: b\rc\r\n\r\n`],
  ["headers-too-large", longHead],
  ["bad-length", `${ok}content-length: 5, 6\r\n\r\n`],
  ["bad-length", `${ok}content-length: -1\r\n\r\n`],
  ["body-too-large", hugeLength],
  ["bad-chunk", `${ok}transfer-encoding: chunked\r\n\r\nxyz\r\n`],
  ["bad-chunk", `${ok}transfer-encoding: chunked\r\n\r\n1\r\nxx\r\n`],
  ["bad-chunk", `${ok}transfer-encoding: chunked\r\n\r\nfffffffffffffff\r\n`],
  ["unasked-upgrade", "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n"],
];

describe("an answer", () => {
  test.for(whole)("with %s is whole", ([, text, status, mayFollow]) => {
    expect(read([bytes(text)])).toEqual({ status, outcome: "whole", mayFollow });
  });

  test("to HEAD has no body", () => {
    const head = bytes(`${ok}content-length: 5\r\n\r\n`);
    expect(read([head], { method: "HEAD" }).outcome).toBe("whole");
    expect(read([head]).outcome).toBe("more");
  });

  test("without a length lasts until the connection ends", () => {
    const open = bytes(`${ok}\r\nsome`);
    expect(read([open]).outcome).toBe("more");
    expect(read([open], { ends: true })).toMatchObject({ outcome: "whole", mayFollow: false });
  });

  test("followed by bytes that nobody asked for ends the use of the connection", () => {
    const text = `${ok}content-length: 0\r\n\r\nHTTP/1.1 408`;
    expect(read([bytes(text)])).toMatchObject({ outcome: "whole", mayFollow: false });
  });

  test.for(faulty)("is called %s: %j", ([fault, text]) => {
    expect(read([bytes(text)]).outcome).toBe(fault);
  });

  test("that ends before its time is cut short; one that never began was never given", () => {
    for (const text of [
      ok,
      `${ok}content-length: 5\r\n\r\nhell`,
      `${ok}transfer-encoding: chunked\r\n\r\n5`,
    ])
      expect(read([bytes(text)], { ends: true }).outcome).toBe("cut-short");
    expect(read([], { ends: true }).outcome).toBe("closed-without-answer");
  });
});

/** Cuts bytes at the given places. */
function cut(all: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (all.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, i) => all.subarray(from, at[i] ?? all.length));
}

const texts = [...whole.map(([, text]) => text), ...faulty.map(([, text]) => text)].filter(
  (text) => text.length < 1000,
);

describe("however it is cut", () => {
  test("an answer means the same", () => {
    const cases = fc.tuple(
      fc.constantFrom(...texts),
      fc.array(fc.nat(1000), { maxLength: 12 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(cases, ([text, places, ends]) => {
        const all = bytes(text);
        const { mayFollow: _, ...once } = read([all], { ends });
        expect(read(cut(all, places), { ends })).toMatchObject(once);
      }),
      { numRuns: 1000 },
    );
  });

  test("noise, also in the midst of an answer, is classified and never thrown over", () => {
    const noise = fc.tuple(
      fc.constantFrom(...texts),
      fc.nat(400),
      fc.uint8Array({ maxLength: 40 }),
      fc.array(fc.nat(500), { maxLength: 5 }),
    );
    fc.assert(
      fc.property(noise, ([text, at, garbage, places]) => {
        const all = Buffer.concat([bytes(text).subarray(0, at), garbage, bytes(text).subarray(at)]);
        const once = read([all], { ends: true });
        expect(once.outcome).not.toBe("more");
        expect(read(cut(all, places), { ends: true }).outcome).toBe(once.outcome);
      }),
      { numRuns: 1000 },
    );
  });

  test("a chunked body of any chunks ends exactly at its end", () => {
    const bodies = fc.array(fc.string({ minLength: 1, maxLength: 50 }), { maxLength: 8 });
    fc.assert(
      fc.property(bodies, fc.array(fc.nat(600), { maxLength: 8 }), (chunks, places) => {
        const body = chunks.map((c) => `${Buffer.byteLength(c).toString(16)}\r\n${c}\r\n`).join("");
        const all = Buffer.from(`${ok}transfer-encoding: chunked\r\n\r\n${body}0\r\n\r\n`);
        expect(read(cut(all, places))).toMatchObject({ outcome: "whole", mayFollow: true });
        expect(read([all.subarray(0, -1)]).outcome).toBe("more");
      }),
    );
  });
});

test("a head that comes again is read as it was the first time, among others", () => {
  const answers = [
    `${ok}content-length: 2\r\nconnection: close\r\n\r\nhi`,
    `${ok}content-length: 2\r\n\r\nhi`,
    "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
  ];
  const outcomes = answers.map((answer) => read([...bytes(answer)].map((byte) => Buffer.of(byte))));
  fc.assert(
    fc.property(fc.array(fc.nat(answers.length - 1)), (order) => {
      for (const n of order) expect(read([bytes(answers[n]!)])).toEqual(outcomes[n]);
    }),
  );
});

describe("in memory in which another answer was", () => {
  test.for([0, 1, 2, 3, 4])("it is read anew, also from byte %i on", (from) => {
    const memory = Buffer.alloc(200);
    const readThere = (text: string) => {
      const parser = new ResponseParser();
      parser.begin("GET");
      parser.feed(memory, from, from + memory.write(text, from));
      return { status: parser.status, isDone: parser.isDone, fault: parser.fault };
    };
    for (const padding of ["", "a", "ab", "abc"])
      for (const status of [200, 200, 404, 500, 200])
        expect(
          readThere(`HTTP/1.1 ${status} X\r\nx: ${padding}\r\ncontent-length: 1\r\n\r\n.`),
        ).toEqual({ status, isDone: true, fault: null });
  });
});
