import type { HostResponse } from "../../world/index.ts";
import type { IssueLinkType, IssueType, Priority, Resolution, Status } from "./schemes.ts";

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
  readonly voters: Set<string>;
  readonly links: IssueLink[];
  readonly remoteLinks: RemoteLink[];
  /** When and by whom it was put away; null: it is not. */
  archived: { readonly atMs: number; readonly by: string } | null;
  /** By id, as are the next two. */
  fixVersions: readonly string[];
  versions: readonly string[];
  components: readonly string[];
  /** What was answered about the whole of it last; good until anything on the site changes. */
  cachedAnswer: CachedAnswer | null;
}

/** An answer that can be given again to whoever asks the same address of an unchanged site. */
interface CachedAnswer {
  readonly baseUrl: string;
  readonly path: string;
  /** Of the site. */
  readonly revision: number;
  readonly answer: HostResponse;
}

/** What an issue begins without. */
export const nothingYet = () => ({
  dueDate: null,
  parentId: null,
  custom: new Map<string, unknown>(),
  properties: new Map<string, unknown>(),
  comments: [],
  worklogs: [],
  changes: [],
  attachments: [],
  watchers: new Set<string>(),
  voters: new Set<string>(),
  links: [],
  remoteLinks: [],
  archived: null,
  fixVersions: [],
  versions: [],
  components: [],
  cachedAnswer: null,
});

/** Joins two issues; both keep it. "A blocks B": A is the inward issue, B the outward one. */
export interface IssueLink {
  readonly id: string;
  readonly type: IssueLinkType;
  readonly inwardId: string;
  readonly outwardId: string;
}

/** A link from an issue to something elsewhere; `globalId` tells whether it is there already. */
export interface RemoteLink {
  readonly id: number;
  globalId: string | null;
  application: Readonly<Record<string, unknown>>;
  relationship: string | null;
  /** Title, address and icon as they were given. */
  object: Readonly<Record<string, unknown>>;
}

/** Whom a comment or worklog is for, such as `{ type: "role", value: "Administrators" }`. */
export type Visibility = Readonly<Record<string, unknown>>;

export interface Comment extends CommentOrWorklog {
  body: unknown;
  /** Null: for everybody who sees the issue. */
  visibility: Visibility | null;
}

export interface Worklog extends CommentOrWorklog {
  comment: unknown;
  startedMs: number;
  timeSpentSeconds: number;
  /** Null: for everybody who sees the issue. */
  visibility: Visibility | null;
}

/** What a person added to an issue, and when it was last changed. */
export interface CommentOrWorklog {
  readonly id: string;
  /** Account ids. */
  readonly author: string;
  updateAuthor: string;
  readonly createdMs: number;
  updatedMs: number;
  readonly properties: Map<string, unknown>;
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
