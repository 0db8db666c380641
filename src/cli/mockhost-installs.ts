import type { Call } from "./command.ts";
import type { Installs, MockHostPlan } from "./ports.ts";

/** The inspector lists every call. */
const CAUSES_SHOWN = 3;

/** Says on the terminal how an installation went: where sites could not, why and what most likely mends it. */
export const tellInstalls =
  ({ terminal, paint }: Call): MockHostPlan["onInstalled"] =>
  (installs) => {
    const [headline, ...details] = linesOf(installs);
    const went = installs.kind === "installed" && installs.refused === 0;
    const word = went ? "" : `${paint.amber("warning")}: `;
    terminal.err(`${word}${headline}\n${details.map((line) => `  = ${line}\n`).join("")}`);
  };

function linesOf(installs: Installs): readonly string[] {
  if (installs.kind === "refused") return [installs.message];
  const { addonKey, sites, refused, causes } = installs;
  const all = sites === 1 ? "The site" : `All ${sites} sites`;
  if (refused === 0) return [`${all} installed ${addonKey}.`];
  const whys = causes
    .slice(0, CAUSES_SHOWN)
    .flatMap(({ sites: alike, cause, remedy }) => [
      causes.length === 1 ? cause : `${alike} of them: ${cause}`,
      remedy,
    ]);
  return [
    `${refused} of ${sites} ${sites === 1 ? "site" : "sites"} could not install ${addonKey}.`,
    ...whys,
    "Sites try again after a minute, then ever less often.",
  ];
}
