import { versionClass } from "../../core/host/index.ts";
import type { Installation } from "../world/index.ts";
import type { Release } from "./release.ts";

/** What a tenant does about the newest release once it hears of it. */
export type NextStep = "nothing" | "upgrade" | "ask-administrator";

/** Goes by what the tenant runs: releases that it skipped do not matter. */
export function nextStep(installation: Installation, newest: Release): NextStep {
  if (installation.state !== "enabled" || installation.release === newest.release) return "nothing";
  const change = versionClass(installation.descriptor, newest.descriptor);
  return change.kind === "needs-approval" || change.kind === "major"
    ? "ask-administrator"
    : "upgrade";
}
