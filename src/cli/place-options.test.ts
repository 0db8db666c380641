import { expect, test } from "vitest";
import type { Call } from "./command.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import { placeOf } from "./place-options.ts";

function placed(
  options: Readonly<Record<string, string | true>>,
  env: Readonly<Record<string, string>> = {},
) {
  const call = {
    option: (name: string) => (options[name] === true ? undefined : options[name]),
    has: (name: string) => options[name] === true,
    terminal: fakeTerminal({ env, files: { "key.txt": "plimsoll_file\n", "empty.txt": "\n" } }),
  } as unknown as Call;
  return placeOf(call);
}
const TOKEN = { PLIMSOLL_TOKEN: "plimsoll_x" };
const folder = (dataFolder: string) => ({ kind: "folder", dataFolder });
const server = (url: string, token = "plimsoll_x") => ({ kind: "server", url, token });

test.for<readonly [Record<string, string | true>, Record<string, string>, object]>([
  [{}, {}, folder(".plimsoll")],
  [{}, { PLIMSOLL_SERVER: "" }, folder(".plimsoll")],
  [{ server: "https://sla.example.com" }, TOKEN, server("https://sla.example.com/")],
  [
    {},
    { ...TOKEN, PLIMSOLL_SERVER: "https://sla.example.com/ops" },
    server("https://sla.example.com/ops/"),
  ],
  [{ data: "x" }, { ...TOKEN, PLIMSOLL_SERVER: "https://sla.example.com" }, folder("x")],
  [{ server: "http://127.0.0.1:7301" }, TOKEN, server("http://127.0.0.1:7301/")],
  [{ server: "http://[::1]:7301/" }, TOKEN, server("http://[::1]:7301/")],
  [{ server: "http://localhost:7301" }, TOKEN, server("http://localhost:7301/")],
  [{ server: "http://10.0.0.7", allowHttp: true }, TOKEN, server("http://10.0.0.7/")],
  [
    { server: "https://sla.example.com", tokenFile: "key.txt" },
    TOKEN,
    server("https://sla.example.com/", "plimsoll_file"),
  ],
])("%o in %o asks %o", async ([options, env, place]) => {
  expect(await placed(options, env)).toEqual(place);
});

test.for<readonly [Record<string, string | true>, Record<string, string>, string]>([
  [{ server: "https://a.example", data: "x" }, TOKEN, "two different Plimsolls"],
  [{ server: "https://a.example" }, {}, "no key to show"],
  [{ server: "https://a.example", tokenFile: "empty.txt" }, TOKEN, "no key to show"],
  [{ server: "https://a.example" }, { PLIMSOLL_TOKEN: "two words" }, "no key to show"],
  [{ server: "http://10.0.0.7" }, TOKEN, "Over http everybody on the way to 10.0.0.7"],
  [{ server: "http://127.0.0.1.example.com" }, TOKEN, "Over http"],
  [{ server: "https://me:secret@a.example" }, TOKEN, "holds a password"],
  [{ server: "ftp://a.example" }, TOKEN, "ftp: is not"],
  [{ server: "a.example" }, TOKEN, "no address"],
])("%o in %o is refused", async ([options, env, message]) => {
  const refused = placed(options, env);
  await expect(refused).rejects.toMatchObject({ code: "usage" });
  await expect(refused).rejects.toThrow(message);
  await expect(refused).rejects.not.toThrow("secret");
});
