/** What goes wrong while running is told once on standard error, not again until it changes. */
export function complain(about: string): (reason: string) => void {
  let last = "";
  return (reason) => {
    if (reason !== last) process.stderr.write(`plimsoll: ${about}: ${reason}\n`);
    last = reason;
  };
}

const complainOfParts = complain("something failed and is tried again");

export const report = (error: unknown): void => complainOfParts((error as Error).message);
