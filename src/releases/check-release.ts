import { isDeepStrictEqual } from "node:util";
import { type Descriptor, effectiveScopes, type Module, versionClass } from "../core/host/index.ts";

/** How a host rolls a changed descriptor out, and what of it hurts whoever has the add-on. */
export interface ReleaseCheck {
  /** automatic: every installation gets it by itself. approval, major: each waits for its administrator. */
  readonly class: "automatic" | "approval" | "major";
  /** Why, as clauses; what is new besides is none. */
  readonly reasons: readonly string[];
  /** What stops working for those who have it, or for what they have built on it, as sentences. */
  readonly breaks: readonly Break[];
}

interface Break {
  /** Where in the descriptor: "modules.webPanels.board", "scopes". */
  readonly path: string;
  readonly message: string;
}

const CLASSES = {
  unchanged: "automatic",
  automatic: "automatic",
  "needs-approval": "approval",
  major: "major",
} as const;

/** Compares a descriptor with the one that is installed. Pure. */
export function checkRelease(before: Descriptor, after: Descriptor): ReleaseCheck {
  const found = versionClass(before, after);
  const reasons =
    found.kind === "unchanged"
      ? ["nothing has changed"]
      : found.kind === "automatic"
        ? ["nothing that an administrator has to approve has changed"]
        : found.because;
  return {
    class: CLASSES[found.kind],
    reasons,
    breaks: [
      ...brokenAddon(before, after),
      ...brokenScopes(before, after),
      ...brokenLifecycle(before, after),
      ...Object.entries(before.modules).flatMap(([type, modules]) =>
        brokenModules(type, modules, after.modules[type] ?? []),
      ),
    ],
  };
}

function brokenAddon(before: Descriptor, after: Descriptor): readonly Break[] {
  const found: Break[] = [];
  if (before.key !== after.key)
    found.push({
      path: "key",
      message: `The key goes from ${before.key} to ${after.key}: to the host that is another add-on, which nobody has.`,
    });
  if (before.baseUrl !== after.baseUrl)
    found.push({
      path: "baseUrl",
      message: `The address goes from ${before.baseUrl} to ${after.baseUrl}: whoever waits for approval still calls the old one.`,
    });
  if (before.authentication !== after.authentication)
    found.push({
      path: "authentication",
      message: `Authentication goes from ${before.authentication} to ${after.authentication}.`,
    });
  return found;
}

/** What it may no longer do takes effect at once, whatever of its code still does it. */
function brokenScopes(before: Descriptor, after: Descriptor): readonly Break[] {
  const has = effectiveScopes(after.scopes);
  return [...effectiveScopes(before.scopes)]
    .filter((scope) => !has.has(scope))
    .map((scope) => ({
      path: "scopes",
      message: `It may no longer ${scope}: such calls are refused.`,
    }));
}

const brokenLifecycle = (before: Descriptor, after: Descriptor): readonly Break[] =>
  Object.entries(before.lifecycle).flatMap(([event, path]) => {
    const next = after.lifecycle[event];
    if (next === path) return [];
    return {
      path: `lifecycle.${event}`,
      message:
        next === undefined
          ? `It is not told any more when it is ${event}.`
          : `It is told at ${next} when it is ${event}; whoever waits for approval still calls ${path}.`,
    };
  });

function brokenModules(
  type: string,
  before: readonly Module[],
  after: readonly Module[],
): readonly Break[] {
  if (type === "webhooks") return brokenWebhooks(before, after);
  const byKey = new Map(
    after.flatMap((module) =>
      nameOf(module) === null ? [] : [[nameOf(module)!, module] as const],
    ),
  );
  return before.flatMap((module): readonly Break[] => {
    const key = nameOf(module);
    // What has no key cannot be told from its like: gone only where nothing is the same.
    if (key === null)
      return after.some((one) => isDeepStrictEqual(one, module))
        ? []
        : [
            {
              path: `modules.${type}`,
              message: `A module of ${type} without a key is gone or another.`,
            },
          ];
    const path = `modules.${type}.${key}`;
    const next = byKey.get(key);
    if (next === undefined)
      return [
        { path, message: `${type} ${key} is gone: what customers have put there disappears.` },
      ];
    return textOf(module.url) === textOf(next.url)
      ? []
      : [
          {
            path: `${path}.url`,
            message: `Its address goes from ${textOf(module.url) || "none"} to ${textOf(next.url) || "none"}: whoever waits for approval still opens the old one.`,
          },
        ];
  });
}

/** The host tells of an event at an address; filters decide of which. */
function brokenWebhooks(before: readonly Module[], after: readonly Module[]): readonly Break[] {
  const same = (a: Module, b: Module) => textOf(a.event) === textOf(b.event);
  return before.flatMap((hook): readonly Break[] => {
    const event = textOf(hook.event);
    const path = `modules.webhooks.${event}`;
    const next = after.find((one) => same(one, hook) && textOf(one.url) === textOf(hook.url));
    if (next !== undefined)
      return isDeepStrictEqual(next, hook)
        ? []
        : [{ path, message: `It is told of other occasions of ${event} than before.` }];
    const moved = after.find((one) => same(one, hook));
    return [
      moved === undefined
        ? { path, message: `It is not told of ${event} any more.` }
        : {
            path: `${path}.url`,
            message: `It is told of ${event} at ${textOf(moved.url)} instead of ${textOf(hook.url)}.`,
          },
    ];
  });
}

const nameOf = ({ key }: Module): string | null => (typeof key === "string" ? key : null);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
