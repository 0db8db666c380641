import { BlockList, isIP } from "node:net";

/** Networks that are not the public internet: IANA's special-purpose registries for IPv4 and IPv6. */
const NETWORKS = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  // All that is not global unicast; then what is, but leads back to IPv4 or to nobody.
  ["::", 3],
  ["4000::", 2],
  ["8000::", 1],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

/** One for each family: a network of IPv6 would also take in what is mapped into it. */
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix] of NETWORKS) {
  const family = network.includes(":") ? "ipv6" : "ipv4";
  blocked[family].addSubnet(network, prefix, family);
}

/** Whether an IP address leads elsewhere than to the public internet; what is no address does too. */
export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 0) return true;
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  return blocked[family].check(address, family);
}
