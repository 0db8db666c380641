import type { PageModule } from "../../core/host/index.ts";
import type { Viewing } from "./viewing.ts";

/** What an add-on says beside the name of its glance: a word in a lozenge, or a number. */
export interface GlanceStatus {
  readonly kind: "lozenge" | "badge";
  readonly label: string;
}

/** Add-ons set it as a property of the issue. Source: "Issue glance", Setting the status. */
export function glanceStatus(
  { addonKey, moduleKey }: PageModule,
  { issue }: Viewing,
): GlanceStatus | null {
  const key = `com.atlassian.jira.issue:${addonKey}:${moduleKey}:status`;
  const { type, value } = Object(issue?.properties.get(key)) as Record<string, unknown>;
  const { label } = Object(value) as Record<string, unknown>;
  if (label === undefined || (type !== "lozenge" && type !== "badge")) return null;
  return { kind: type, label: String(label) };
}
