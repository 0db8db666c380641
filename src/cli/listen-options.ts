import { PlimsollError } from "../core/errors/index.ts";
import { type Address, isLoopback, readAddress } from "./address.ts";
import type { Call, Option } from "./command.ts";

/** Where the two listeners listen; the same for every command that runs Plimsoll. */
export const listenOptions: readonly Option[] = [
  {
    flags: "--public ADDRESS",
    about: "where the pages for everybody are; 0.0.0.0:7300 opens them to other machines",
    fallback: ":7300",
  },
  {
    flags: "--private ADDRESS",
    about: "where the vendor's own pages are",
    fallback: ":7301",
  },
];

/** The addresses of a call, with a word on standard error where the private pages are open to others. */
export function addressesOf(call: Call): { publicAddress: Address; privateAddress: Address } {
  const publicAddress = addressOf(call, "public");
  const privateAddress = addressOf(call, "private");
  if (publicAddress.port !== 0 && publicAddress.port === privateAddress.port)
    throw new PlimsollError("usage", "--public and --private name the same port.", {
      hint: "Give each its own.",
    });
  if (!isLoopback(privateAddress))
    call.terminal.err(
      `${call.paint.amber("warning")}: the private pages are open to other machines at ${privateAddress.host}.\n`,
    );
  return { publicAddress, privateAddress };
}

function addressOf({ option }: Call, name: "public" | "private"): Address {
  const text = option(name) ?? "";
  const address = readAddress(text);
  if (address) return address;
  throw new PlimsollError("usage", `--${name} ${text} is not an address to listen on.`, {
    hint: `Write a port or host and port: --${name} :7300, --${name} 0.0.0.0:7300`,
  });
}
