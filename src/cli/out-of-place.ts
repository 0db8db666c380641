import type { Call, Option } from "./command.ts";
import type { Fault } from "./faults.ts";

/**
 * Options that were given although nothing here looks at them: who gave them expects an effect.
 * @param tell the fault by the option as it is typed: `--rate`
 */
export function outOfPlace(
  { option, options, has }: Pick<Call, "option" | "options" | "has">,
  among: readonly Option[],
  tell: (flag: string) => Fault,
): readonly Fault[] {
  const isGiven = ({ flags, fallback, repeats }: Option): boolean => {
    const name = nameOf(flags);
    if (!flags.includes(" ")) return has(name);
    if (repeats) return options(name).length > 0;
    const value = option(name);
    return value !== undefined && value !== fallback;
  };
  return among.filter(isGiven).map(({ flags }) => tell(flags.split(" ")[0]!));
}

/** `--warm-up TIME` as it is asked for: `warmUp`. */
const nameOf = (flags: string): string =>
  flags
    .split(" ")[0]!
    .slice(2)
    .replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
