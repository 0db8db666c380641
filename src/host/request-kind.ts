import type { Indicator } from "../measurement/index.ts";

/** Tells which indicator a request to the add-on belongs to, from its method and route or path. */
export type ClassifyRequest = (method: string, path: string) => Indicator;
