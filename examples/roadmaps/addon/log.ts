/**
 * One line of JSON for each thing worth knowing, on the standard output. The library hands over
 * whole objects along with its sentence; only sentences are written, so that no secret is.
 */
const line =
  (level: "info" | "warn" | "error") =>
  (...parts: readonly unknown[]): void => {
    const message = parts.map(sentence).filter(Boolean).join(" ");
    console.log(JSON.stringify({ time: new Date().toISOString(), level, message }));
  };

function sentence(part: unknown): string {
  if (part instanceof Error) return part.stack ?? part.message;
  return typeof part === "object" ? "" : String(part).slice(0, 2000);
}

export const log = { info: line("info"), warn: line("warn"), error: line("error") };
