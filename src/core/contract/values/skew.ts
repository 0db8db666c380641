import type { Load } from "../contract.ts";
import { complain, type Parse, quote, read } from "./reading.ts";

const ZIPF = /^zipf\s+(\d(?:\.\d{1,4})?)$/i;

/** `zipf 1.1` or `even`: how unevenly the tenants share the requests. */
export const parseSkew: Parse<Load["tenantSkew"]> = (text) => {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === "even") return read({ kind: "even" });
  const exponent = Number(ZIPF.exec(trimmed)?.[1] ?? Number.NaN);
  return exponent > 0 && exponent <= 5
    ? read({ kind: "zipf", exponent })
    : complain(
        `${quote(text)} does not say how the tenants share the load.`,
        "Write even, or zipf with an exponent above 0 and up to 5, such as zipf 1.1.",
      );
};

export const printSkew = (skew: Load["tenantSkew"]): string =>
  skew.kind === "even" ? "even" : `zipf ${skew.exponent}`;
