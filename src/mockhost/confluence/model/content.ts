/** Pages, blog posts, comments, attachments and what add-ons invented: all that has versions, labels and properties. */
export interface Content {
  readonly id: string;
  readonly type: ContentType;
  status: ContentStatus;
  title: string;
  readonly spaceId: string;
  /** The page or folder above a page, the comment that a reply answers; null at the top. */
  parentId: string | null;
  /** What a comment or an attachment belongs to; null for pages and blog posts. */
  readonly containerId: string | null;
  /** Among the children of its parent, as people ordered them. */
  position: number;
  /** Account ids. */
  readonly authorId: string;
  readonly createdMs: number;
  /** Oldest first; never empty. */
  readonly versions: Version[];
  /** Names. */
  readonly labels: Set<string>;
  readonly properties: Property[];
  /** What an inline comment is about; null for everything else. */
  readonly inline: InlinePlace | null;
  /** What an add-on calls its custom content, such as "ac:com.example:drawing"; null for the rest. */
  readonly customType: string | null;
  /** Of an attachment; null for everything else. */
  file: AttachedFile | null;
  /** Of pages and blog posts that somebody gave one. */
  state: (ContentState & { readonly changedMs: number }) | null;
}

export type ContentType =
  | "page"
  | "blogpost"
  | "footer-comment"
  | "inline-comment"
  | "attachment"
  | "custom-content"
  | "folder";

type ContentStatus = "current" | "draft" | "archived" | "trashed";

/** Text as it was written; only custom content may be raw. */
export interface Body {
  readonly representation: "storage" | "atlas_doc_format" | "raw";
  readonly value: string;
}

export interface Version {
  readonly number: number;
  readonly createdMs: number;
  readonly authorId: string;
  readonly message: string;
  readonly minorEdit: boolean;
  readonly title: string;
  readonly body: Body;
}

/** JSON that an add-on keeps on something. */
export interface Property {
  readonly id: string;
  readonly key: string;
  value: unknown;
  version: Omit<Version, "title" | "body">;
  readonly createdMs: number;
  readonly authorId: string;
}

export interface InlinePlace {
  readonly selection: string;
  readonly markerRef: string;
  resolution: "open" | "reopened" | "resolved";
  resolvedBy: string | null;
  resolvedMs: number | null;
}

export interface AttachedFile {
  readonly mediaType: string;
  readonly content: Uint8Array;
  readonly comment: string;
}

export interface Label {
  readonly id: string;
  readonly name: string;
  readonly prefix: "global" | "my" | "team";
}

export interface Space {
  readonly id: string;
  readonly key: string;
  name: string;
  readonly type: "global" | "personal";
  readonly authorId: string;
  description: string;
  readonly createdMs: number;
  homepageId: string;
  readonly properties: Property[];
  /** Left out: as every new space has them. */
  permissions?: SpacePermission[];
}

/** Who may do one thing in a space. */
export interface SpacePermission {
  readonly id: string;
  readonly principal: { readonly type: "user" | "group"; readonly id: string };
  readonly operation: { readonly key: string; readonly targetType: string };
}

/** How far a page is, in a word and a colour. */
export interface ContentState {
  readonly id: number;
  readonly name: string;
  readonly color: string;
}

/** JSON that an add-on keeps on a person. */
export interface UserProperty {
  readonly id: string;
  value: Readonly<Record<string, unknown>>;
  readonly createdMs: number;
  changedMs: number;
}

/** A box to tick in the text of a page or a blog post. */
export interface Task {
  readonly id: string;
  /** Its number in the text. */
  readonly localId: string;
  readonly contentId: string;
  status: "complete" | "incomplete";
  text: string;
  readonly createdBy: string;
  assignedTo: string | null;
  completedBy: string | null;
  readonly createdMs: number;
  updatedMs: number;
  completedMs: number | null;
}

export const isComment = ({ type }: Pick<Content, "type">): boolean => type.endsWith("-comment");

export const latest = (content: Content): Version => content.versions.at(-1)!;

/** What a content can be restricted for. */
export type RestrictedOperation = "read" | "update";

/** Who alone may do it; nobody named: everybody may. */
export interface Restriction {
  readonly accountIds: Set<string>;
  readonly groupIds: Set<string>;
}

export type Restrictions = Readonly<Record<RestrictedOperation, Restriction>>;

/** What a content is called by REST v1. */
export const v1Type = (content: Content): string =>
  content.customType ?? (isComment(content) ? "comment" : content.type);
