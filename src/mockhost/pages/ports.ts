/**
 * The files that browsers load, by name: the host's bridge, what it stands on, and the pages' own
 * scripts and styles. Null: no such file.
 */
export type ReadBridgeFile = (name: string) => string | null;
