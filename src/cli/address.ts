/** Where a listener listens. Port 0 is any free one. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `:7300`, `7300`, `0.0.0.0:7300`, `[::1]:7300` or `localhost:7300`; null for anything else.
 * Without a host it is loopback: opening a listener to others has to be written down.
 */
export function readAddress(text: string): Address | null {
  const parts = /^(?:(?<host>\[[0-9a-f:.]+\]|[a-z0-9.-]+)?:)?(?<port>\d{1,5})$/i.exec(text)?.groups;
  const port = Number(parts?.port);
  if (!parts || port > 65_535) return null;
  return { host: parts.host?.replace(/^\[|\]$/g, "") ?? "127.0.0.1", port };
}

/** Whether only this machine can reach it. */
export const isLoopback = ({ host }: Address): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
