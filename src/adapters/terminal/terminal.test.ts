import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { fetchText } from "./fetch-text.ts";
import { readLines, readText } from "./read-file.ts";
import { writeWhole } from "./write-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plimsoll-terminal-"));
});
afterAll(() => rm(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

describe("reading", () => {
  test("gives the text without a byte order mark", async () => {
    await writeFile(path("bom.yaml"), "\uFEFFplimsoll: 1\n");
    expect(await readText(path("bom.yaml"), 100)).toBe("plimsoll: 1\n");
  });

  test.for([
    ["UTF-16 with the low byte first", [0xff, 0xfe, 0x61, 0x00, 0xe9, 0x00]],
    ["UTF-16 with the high byte first", [0xfe, 0xff, 0x00, 0x61, 0x00, 0xe9]],
  ] as const)("reads %s", async ([, bytes]) => {
    await writeFile(path("wide.yaml"), Buffer.from(bytes));
    expect(await readText(path("wide.yaml"), 100)).toBe("aé");
  });

  test.for([
    ["missing.yaml", "there is no such file"],
    ["folder", "it is a folder"],
    ["large.yaml", "it is larger than 0 MiB"],
    ["binary.yaml", "it is not UTF-8 text"],
    ["odd.yaml", "it is not UTF-16LE text"],
    ["unmarked.yaml", "it is UTF-16 without a byte order mark, or no text; save it as UTF-8"],
  ] as const)("%s is refused: %s", async ([name, reason]) => {
    await mkdir(path("folder"), { recursive: true });
    await writeFile(path("large.yaml"), "x".repeat(101));
    await writeFile(path("binary.yaml"), Buffer.from([0x61, 0xff, 0x61]));
    await writeFile(path("odd.yaml"), Buffer.from([0xff, 0xfe, 0x00]));
    await writeFile(path("unmarked.yaml"), Buffer.from("plimsoll: 1", "utf16le"));
    await expect(readText(path(name), 100)).rejects.toMatchObject({
      code: "file.unreadable",
      message: `${path(name)} cannot be read: ${reason}.`,
    });
  });

  test("lines end at line feeds alone, whatever the chunks", async () => {
    const long = "é".repeat(70_000);
    await writeFile(path("lines"), `one\r\n\n${long}\nlast`);
    expect(await Array.fromAsync(readLines(path("lines")))).toEqual(["one\r", "", long, "last"]);
  });

  test("lines of UTF-16 are refused with the name of the encoding", async () => {
    await writeFile(path("wide.jsonl"), Buffer.from("\uFEFF{}\r\n", "utf16le"));
    await expect(Array.fromAsync(readLines(path("wide.jsonl")))).rejects.toMatchObject({
      code: "file.unreadable",
      message: expect.stringContaining("it is UTF-16, but was written as UTF-8"),
    });
  });

  test("lines of a missing file are refused in the same words", async () => {
    await expect(Array.fromAsync(readLines(path("none")))).rejects.toMatchObject({
      code: "file.unreadable",
    });
  });
});

describe("writing", () => {
  const fresh = { mayReplace: false };

  test("makes a new file, from a text or from parts", async () => {
    await writeWhole(path("a"), "text", fresh);
    await writeWhole(path("b"), parts("te", "xt"), fresh);
    expect([await readFile(path("a"), "utf8"), await readFile(path("b"), "utf8")]).toEqual([
      "text",
      "text",
    ]);
  });

  test("leaves a file that exists as it is, unless it may be replaced", async () => {
    await writeFile(path("mine"), "mine");
    await expect(writeWhole(path("mine"), "new", fresh)).rejects.toMatchObject({
      code: "file.exists",
    });
    expect(await readFile(path("mine"), "utf8")).toBe("mine");
    await writeWhole(path("mine"), "new", { mayReplace: true });
    expect(await readFile(path("mine"), "utf8")).toBe("new");
  });

  test("writes through a link and leaves the link", async () => {
    await writeFile(path("target"), "old");
    await symlink(path("target"), path("link"));
    await writeWhole(path("link"), "new", { mayReplace: true });
    expect(await readFile(path("target"), "utf8")).toBe("new");
  });

  test("writes to what is no file, such as a device, without putting a file in its place", async () => {
    await writeWhole("/dev/null", "gone", fresh);
    await writeWhole("/dev/null", "gone", { mayReplace: true });
    expect(await readFile("/dev/null", "utf8")).toBe("");
  });

  test("leaves nothing behind when the parts end in an error", async () => {
    const place = path("half/ledger");
    await mkdir(path("half"));
    await expect(writeWhole(place, failing(), fresh)).rejects.toThrow("the store went away");
    expect(await readdir(path("half"))).toEqual([]);
  });

  test("says why it cannot", async () => {
    await expect(writeWhole(path("none/file"), "", fresh)).rejects.toMatchObject({
      code: "file.unwritable",
      message: `${path("none/file")} cannot be written: its folder does not exist.`,
    });
  });
});

describe("fetching", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener).listen(0, "127.0.0.1");
    servers.push(server);
    await new Promise((resolve) => server.once("listening", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  test("gives the body", async () => {
    const url = await serve((_, answer) => answer.end("hello"));
    expect(await fetchText(url, 100)).toBe("hello");
  });

  test.for([
    ["status 404", (_, answer) => void answer.writeHead(404).end(), "it answers with status 404"],
    ["too much", (_, a) => void a.end("x".repeat(200)), "its answer is larger than 0 MiB"],
    ["a cut", (_, a) => void a.socket?.destroy(), "the connection was cut"],
  ] as const satisfies [string, RequestListener, string][])(
    "refuses %s",
    async ([, listener, reason]) => {
      const url = await serve(listener);
      await expect(fetchText(url, 100)).rejects.toMatchObject({
        code: "address.unreachable",
        message: `${url}: ${reason}.`,
      });
    },
  );

  test("follows redirects on the same server", async () => {
    const url = await serve((asked, answer) => {
      if (asked.url === "/there") answer.end("hello");
      else answer.writeHead(302, { location: "/there" }).end();
    });
    expect(await fetchText(url, 100)).toBe("hello");
  });

  test("follows none to another server or port, and none without end", async () => {
    const other = await serve((_, answer) => answer.end("private"));
    const url = await serve((asked, answer) => {
      const location = asked.url === "/round" ? "/round" : other;
      answer.writeHead(302, { location }).end();
    });
    await expect(fetchText(url, 100)).rejects.toThrow(
      `it redirects to another server, ${new URL(other).origin}`,
    );
    await expect(fetchText(`${url}round`, 100)).rejects.toThrow("it redirects more than 5 times");
  });

  test("says that nothing listens", async () => {
    const url = await serve(() => {});
    servers.pop()?.close();
    await expect(fetchText(url, 100)).rejects.toThrow(`${url}: nothing listens there.`);
  });

  test("refuses a password in an address without repeating it", async () => {
    await expect(fetchText("http://user:secret@127.0.0.1/", 100)).rejects.toThrow(
      /^127\.0\.0\.1: a password does not belong/,
    );
  });

  test("refuses other schemes", async () => {
    await expect(fetchText("file:///etc/passwd", 100)).rejects.toThrow("not an http(s) address");
  });
});

async function* parts(...texts: string[]) {
  yield* texts;
}

async function* failing() {
  yield "half";
  throw new Error("the store went away");
}
