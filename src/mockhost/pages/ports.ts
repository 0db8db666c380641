import type { Tenant } from "../tenant.ts";
import type { Content } from "./viewing.ts";

/**
 * The files that browsers load, by name: the host's bridge, what it stands on, and the pages' own
 * scripts and styles. Null: no such file.
 */
export type ReadBridgeFile = (name: string) => string | null;

/** What a Confluence site shows, latest first. */
export type ListContents = (tenant: Tenant) => readonly Content[];
