/** When something will be worked on; the three columns of a roadmap. */
export const horizons = ["now", "next", "later"] as const;
export type Horizon = (typeof horizons)[number];

export const isHorizon = (value: unknown): value is Horizon => horizons.includes(value as Horizon);

/** What the roadmap needs of a Jira issue. Nothing about people. */
export interface Issue {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  readonly projectKey: string;
  readonly summary: string;
  readonly isDone: boolean;
  /** When Jira last changed it; tells an old message from a new one. */
  readonly updatedMs: number;
}

/** An issue with its place on the roadmap. */
export interface Item extends Issue {
  readonly horizon: Horizon;
}

/** Reads an issue as webhooks and the REST API have it; null where it is not one. */
export function readIssue(json: unknown): Issue | null {
  const issue = json as RawIssue | null;
  const fields = issue?.fields;
  const project = fields?.project;
  if (!isText(issue?.id) || !isText(issue.key) || !isText(project?.id) || !isText(project.key))
    return null;
  return {
    id: issue.id,
    key: issue.key,
    projectId: project.id,
    projectKey: project.key,
    summary: isText(fields?.summary) ? fields.summary : "",
    isDone: fields?.status?.statusCategory?.key === "done",
    updatedMs: Date.parse(String(fields?.updated)) || 0,
  };
}

interface RawIssue {
  readonly id?: unknown;
  readonly key?: unknown;
  readonly fields?: {
    readonly summary?: unknown;
    readonly updated?: unknown;
    readonly status?: { readonly statusCategory?: { readonly key?: unknown } };
    readonly project?: { readonly id?: unknown; readonly key?: unknown };
  };
}

const isText = (value: unknown): value is string => typeof value === "string";
