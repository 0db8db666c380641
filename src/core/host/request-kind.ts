import type { Indicator } from "../measurement/index.ts";

/**
 * Tells which indicator a request to the add-on belongs to, from its method and route or path.
 * null: none, because no promise is about it (health checks, static files, the descriptor itself).
 */
export type ClassifyRequest = (method: string, path: string) => Indicator | null;
