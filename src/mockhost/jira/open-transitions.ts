import type { Issue } from "./model/issue.ts";
import { type Status, statuses, transitions } from "./model/schemes.ts";
import { statusView, type ViewStyle } from "./views.ts";

/** Those that begin where the issue is. */
export const openTransitions = (issue: Issue) =>
  transitions.filter(({ from }) => (from as readonly string[]).includes(issue.status.id));

/** The same as the interface shows them. */
export const transitionsOf = (issue: Issue, style: ViewStyle) =>
  openTransitions(issue).map((transition) => transitionView(transition, style));

const transitionView = ({ id, name, to }: (typeof transitions)[number], style: ViewStyle) => ({
  id,
  name,
  to: statusView(statusOf(to), style),
  hasScreen: false,
  isGlobal: false,
  isInitial: false,
  isAvailable: true,
  isConditional: false,
});

export const statusOf = (id: string): Status => statuses.find((status) => status.id === id)!;
