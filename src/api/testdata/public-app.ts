import type { PublicView } from "../../publishing/index.ts";
import { type PublicDoor, publicRoutes } from "../public.ts";

/** A view or a check that cannot be had. */
export const failing = (error: unknown) => async () => {
  throw error;
};

/** The public face on 23 January 2027. */
export function app(
  view: PublicView | (() => Promise<PublicView>),
  parts: Partial<PublicDoor> = {},
) {
  return publicRoutes({
    view: typeof view === "function" ? view : async () => view,
    sections: [],
    guides: async () => [],
    nowMs: () => Date.UTC(2027, 0, 23),
    version: "0.1.0",
    checks: async () => [],
    report: () => {},
    ...parts,
  });
}

/** What stands at an address. */
export const text = async (view: PublicView, path: string) =>
  (await app(view).request(path)).text();

/** The words of a page, as somebody reads them. */
export const words = (page: string) =>
  page
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/[\s\u00a0]+/g, " ");
