import { PlimsollError } from "../../core/errors/index.ts";
import { faultOfCode } from "../../loadtest/injection/index.ts";

/** Why a target takes no connection; of a certificate that nobody vouches for, how it is taken all the same. */
export function unreachable(url: string, error: unknown): PlimsollError {
  const { message, code = "" } = error as NodeJS.ErrnoException;
  if (isUntrusted(code))
    return new PlimsollError(
      "address.unreachable",
      `${url} presents a certificate that nobody vouches for: ${message}.`,
      { hint: "If it is yours to trust, take it as it is: --insecure", cause: error },
    );
  return new PlimsollError("address.unreachable", `${url} takes no connection: ${message}.`, {
    cause: error,
  });
}

/** Of OpenSSL's verification, as Node names it; what else goes wrong in TLS no trust mends. */
const isUntrusted = (code: string): boolean =>
  faultOfCode(code) === "tls" && !/^(EPROTO$|ERR_SSL_|ERR_TLS_(?!CERT_ALTNAME_INVALID))/.test(code);
