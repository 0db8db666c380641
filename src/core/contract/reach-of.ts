/** How far an address leads: to this machine, into a network of somebody's own, or anywhere. */
export type Reach = "loopback" | "private" | "public";

/** Judged by the address as it is written, without looking its name up. */
export function reachOf(url: string): Reach {
  const { hostname } = new URL(url);
  if (LOOPBACK.test(hostname)) return "loopback";
  return PRIVATE.test(hostname) ? "private" : "public";
}

/** Also 0.0.0.0, which leads to the machine that asks. */
const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;

/** Names without a dot or kept for networks of one's own; RFC 1918, 3927, 4193, 4291 and 6598. */
const PRIVATE = new RegExp(
  [
    "^[^.:]+$",
    "\\.(local|internal|lan|home|corp|intranet|localdomain|home\\.arpa|test)$",
    "^(10|192\\.168|169\\.254|172\\.(1[6-9]|2\\d|3[01])|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7]))(\\.\\d+)+$",
    "^\\[f([cd]|e[89ab])",
  ].join("|"),
);
