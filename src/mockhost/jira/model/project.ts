import type { Issue } from "./issue.ts";

export interface Project {
  readonly id: string;
  key: string;
  name: string;
  /** Account id. */
  lead: string;
  description: string;
  readonly properties: Map<string, unknown>;
  /** Number of the latest issue. */
  lastNumber: number;
  readonly createdMs: number;
  /** Kept, but out of the lists. */
  isArchived: boolean;
  avatarId: number;
  /** Null: it is in none. */
  categoryId: string | null;
}

/** A project in the bin, with the issues that come back with it. */
export interface BinnedProject {
  readonly project: Project;
  readonly issues: readonly Issue[];
}

/** A release of a project. Dates are "2026-11-23", where there are any. */
export interface Version {
  readonly id: string;
  readonly projectId: string;
  name: string;
  description: string;
  archived: boolean;
  released: boolean;
  startDate: string | null;
  releaseDate: string | null;
}

/** A part of a project. */
export interface Component {
  readonly id: string;
  readonly projectId: string;
  name: string;
  description: string;
  /** Account id. */
  lead: string | null;
}

/** What projects are sorted into. */
export interface ProjectCategory {
  readonly id: string;
  name: string;
  description: string;
}

/** Who has a role in a project, or in new ones. */
export interface RoleActors {
  readonly accountIds: Set<string>;
  readonly groupIds: Set<string>;
}

/** The pictures that every site has for projects. */
export const projectAvatarIds = [10_400, 10_401, 10_402, 10_403, 10_404, 10_405] as const;
