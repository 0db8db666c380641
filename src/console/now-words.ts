import type { Diagnostic } from "../core/diagnostics/index.ts";
import { plural, sizeWords } from "../core/format/index.ts";
import type { Verdict } from "../core/slo/index.ts";
import type { Disk, UsageForecast } from "../core/store/index.ts";
import type { AddonView, CheckView, OperationsView, StoreView } from "./operations-view.ts";

/** The state of all that is watched, in one sentence. */
export function nowHeadline({ addons }: OperationsView): string {
  if (addons.length === 0) return "Nothing is watched.";
  const of = (state: AddonView["state"]) => addons.filter((addon) => addon.state === state);
  const [failing, unknown, unchecked] = [of("failing"), of("unknown"), of("unchecked")];
  if (failing.length > 0) return sentence(failing, addons, "fails", "fail");
  if (unknown.length > 0)
    return `Nothing is known of ${unknown.length === 1 ? unknown[0]!.name : plural(unknown.length, "add-on")}.`;
  if (unchecked.length > 0)
    return unchecked.length === addons.length
      ? "Nothing has been checked yet."
      : `${sentence(of("answering"), addons, "answers", "answer")}`;
  return sentence(addons, addons, "answers", "answer");
}

function sentence(
  some: readonly AddonView[],
  all: readonly AddonView[],
  one: string,
  many: string,
): string {
  if (some.length === 1) return `${some[0]!.name} ${one}.`;
  const whose =
    some.length === all.length ? `All ${some.length}` : `${some.length} of ${all.length}`;
  return `${whose} add-ons ${many}.`;
}

/** The headline is about the worst, and so is the cause below it. */
const URGENCY = { failing: 0, unknown: 1, unchecked: 2, answering: 3 } as const;

/** What stands below the headline: how much else wants somebody. */
export function leadOf({ addons, diagnostics }: OperationsView): string {
  const whose = ({ name }: AddonView) => (addons.length === 1 ? "At" : `${name} at`);
  const worstFirst = addons.toSorted((a, b) => URGENCY[a.state] - URGENCY[b.state]);
  const causes = worstFirst.flatMap((addon) =>
    addon.checks
      .filter(({ kind, cause }) => kind !== "answering" && cause !== "")
      .map(({ path, place, cause }) => `${whose(addon)} ${path} from ${place}: ${cause}`),
  );
  const others = diagnostics.filter(isElsewhere).length;
  const more = causes.length === 0 ? "" : "more ";
  const wanting =
    others === 0
      ? `Nothing ${causes.length === 0 ? "" : "else "}wants attention.`
      : `${plural(others, `${more}thing`)} ${others === 1 ? "wants" : "want"} attention; see below.`;
  if (causes.length === 0) return wanting;
  const [first, ...further] = causes;
  const rest = further.length === 0 ? "" : `, and ${plural(further.length, "more check")}`;
  return `${first}${rest}. ${wanting}`;
}

/** Still so, and not what the headline says already. */
const isElsewhere = ({ kind, resolvedAtMs }: Diagnostic): boolean =>
  resolvedAtMs === null && kind !== "addon" && kind !== "observer";

/** Shape and word of a check's state: the shapes are those of verdicts. */
export function stateOf({ kind, checkedAtMs }: CheckView): { verdict: Verdict; words: string } {
  if (checkedAtMs === null) return { verdict: "insufficient", words: "Not checked yet" };
  return {
    answering: { verdict: "met", words: "Answering" },
    failing: { verdict: "missed", words: "Failing" },
    unknown: { verdict: "insufficient", words: "Unknown" },
  }[kind] as { verdict: Verdict; words: string };
}

/** `SQLite, 255 kB, 12 MB more a day` */
export function storeWords({ name, sizeBytes, forecast }: StoreView): string {
  const { growthPerDay } = forecast;
  const size = sizeBytes === null ? "" : `, ${sizeWords(sizeBytes)}`;
  if (growthPerDay === null) return `${name}${size}`;
  const change = sizeWords(Math.abs(growthPerDay));
  return `${name}${size}, ${change} ${growthPerDay < 0 ? "less" : "more"} a day`;
}

/** `80 GB left of 100 GB; full in 40 days` */
export function diskWords(disk: Disk, { fullInDays, seenDays }: UsageForecast): string {
  const left = `${sizeWords(disk.availableBytes)} left of ${sizeWords(disk.sizeBytes)}`;
  if (seenDays < 1) return `${left}; when it is full is known after a day`;
  return fullInDays === null
    ? `${left}; not full within ten years`
    : `${left}; full in ${plural(Math.floor(fullInDays), "day")}`;
}
