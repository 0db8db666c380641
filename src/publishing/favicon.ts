import { loadLineFile } from "../ui/index.ts";
import { waterOf } from "./frame.ts";
import type { PublicView } from "./public-view.ts";

/** The mark as a file, with the water as high as on the pages. */
export const favicon = ({ addons }: Pick<PublicView, "addons">): string =>
  loadLineFile(waterOf(addons));
