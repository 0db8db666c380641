import { PlimsollError } from "../core/errors/index.ts";
import type { Place } from "./acting-ports.ts";
import { isLoopback } from "./address.ts";
import type { Call, Option } from "./command.ts";
import { dataFolderOf, dataOption } from "./store-options.ts";

/** Who is asked: a Plimsoll somewhere else, or the one of a data folder on this machine. */
export const placeOptions: readonly Option[] = [
  dataOption,
  {
    flags: "--server URL",
    about:
      "private listener of the Plimsoll to ask instead, over https (default: PLIMSOLL_SERVER); PLIMSOLL_TOKEN holds the key",
  },
  { flags: "--token-file FILE", about: "holds the key instead; - is standard input" },
  { flags: "--allow-http", about: "send the key to another machine without TLS all the same" },
];

const MOST_TOKEN_BYTES = 4096;

/** @throws PlimsollError `usage`, `file.unreadable` */
export async function placeOf(call: Call): Promise<Place> {
  const { env } = call.terminal;
  const named = call.option("server");
  if (named !== undefined && call.option("data") !== undefined)
    throw new PlimsollError("usage", "--server and --data name two different Plimsolls.", {
      hint: "Leave one of them out.",
    });
  const server = named ?? (call.option("data") === undefined ? env.PLIMSOLL_SERVER : undefined);
  if (server === undefined || server === "")
    return { kind: "folder", dataFolder: dataFolderOf(call) };
  return { kind: "server", url: urlOf(call, server), token: await tokenOf(call) };
}

function urlOf(call: Call, text: string): string {
  const hint = "Write https://plimsoll.example.com, or http://127.0.0.1:7301 on this machine.";
  if (!URL.canParse(text)) throw new PlimsollError("usage", "The server is no address.", { hint });
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    throw new PlimsollError("usage", "The address of the server holds a password.", {
      hint: "The key belongs into PLIMSOLL_TOKEN: addresses are seen by others.",
    });
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new PlimsollError("usage", `${url.protocol} is not how a server is asked.`, { hint });
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isHere = isLoopback({ host, port: 0 }) || host.endsWith(".localhost");
  if (url.protocol === "http:" && !isHere && !call.has("allowHttp"))
    throw new PlimsollError(
      "usage",
      `Over http everybody on the way to ${url.host} sees the key.`,
      {
        hint: "Use https, or add --allow-http on a network that you trust.",
      },
    );
  return `${url.origin}${url.pathname.replace(/\/*$/, "/")}`;
}

/** Never an argument: other users of this machine see those. */
async function tokenOf({ option, terminal }: Call): Promise<string> {
  const file = option("tokenFile");
  const given =
    file === undefined ? terminal.env.PLIMSOLL_TOKEN : await terminal.read(file, MOST_TOKEN_BYTES);
  const token = given?.trim() ?? "";
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new PlimsollError("usage", "There is no key to show to the server.", {
    hint: "Put it into PLIMSOLL_TOKEN or a file for --token-file; `plimsoll key create` on the server's machine makes one.",
  });
}
