import type { IssueType, Priority, Resolution, Status } from "./schemes.ts";

/** An issue as the site keeps it; views make what the REST interface shows of it. */
export interface Issue {
  readonly id: string;
  key: string;
  readonly projectId: string;
  summary: string;
  /** An Atlassian document, or null. */
  description: unknown;
  type: IssueType;
  status: Status;
  priority: Priority;
  resolution: Resolution | null;
  /** Account ids. */
  readonly reporter: string;
  assignee: string | null;
  labels: readonly string[];
  readonly createdMs: number;
  updatedMs: number;
  dueDate: string | null;
  parentId: string | null;
  /** By field id: "customfield_10010". */
  readonly custom: Map<string, unknown>;
  readonly properties: Map<string, unknown>;
  readonly comments: Comment[];
  readonly worklogs: Worklog[];
  readonly changes: Change[];
  readonly attachments: Attachment[];
  readonly watchers: Set<string>;
}

export interface Comment {
  readonly id: string;
  readonly author: string;
  updateAuthor: string;
  body: unknown;
  readonly createdMs: number;
  updatedMs: number;
}

export interface Worklog {
  readonly id: string;
  readonly author: string;
  updateAuthor: string;
  comment: unknown;
  startedMs: number;
  timeSpentSeconds: number;
  readonly createdMs: number;
  updatedMs: number;
}

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly mimeType: string;
  readonly content: Uint8Array;
  readonly author: string;
  readonly createdMs: number;
}

/** One act of changing an issue: the history item of a changelog. */
export interface Change {
  readonly id: string;
  readonly author: string;
  readonly createdMs: number;
  readonly items: readonly ChangeItem[];
}

export interface ChangeItem {
  readonly field: string;
  readonly fieldId: string;
  readonly fieldtype: "jira" | "custom";
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
}
