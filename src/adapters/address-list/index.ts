import { BlockList, isIP } from "node:net";
import { PlimsollError } from "../../core/errors/index.ts";

/**
 * Whether an IP address is one of those named, each an address or a network such as 10.0.0.0/8.
 * @throws PlimsollError `usage` for what is neither
 */
export function addressList(named: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const text of named) {
    const [address = "", prefix, ...more] = text.split("/");
    const bits = isIP(address) === 6 ? 128 : 32;
    if (isIP(address) === 0 || !isPrefix(prefix, bits) || more.length > 0)
      throw new PlimsollError("usage", `${text} is neither an IP address nor a network.`, {
        hint: "Write 10.0.0.7, 10.0.0.0/8 or fd00::/8.",
      });
    list.addSubnet(address, prefix === undefined ? bits : Number(prefix), familyOf(address));
  }
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address));
}

const familyOf = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4");

const isPrefix = (text: string | undefined, bits: number): boolean =>
  text === undefined || (/^\d{1,3}$/.test(text) && Number(text) <= bits);
