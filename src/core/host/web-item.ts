import type { Module } from "./descriptor.ts";
import { recordOf, textOf } from "./module-field.ts";
import { type Spot, spotOf } from "./web-item-spot.ts";

/** A link or a button that an add-on puts into the pages of its host. */
export interface WebItem {
  readonly addonKey: string;
  readonly itemKey: string;
  /** As the descriptor calls it: "webItems" or "contentBylineItems". */
  readonly type: string;
  readonly name: string;
  readonly tooltip: string | null;
  /** The address of a picture, below the add-on's base address unless it is absolute. */
  readonly icon: string | null;
  readonly spot: Spot;
  /** The name of the section that an add-on made for its items. */
  readonly section: string | null;
  /** Lighter ones come first. */
  readonly weight: number;
  readonly lead: Lead;
  /** How a dialog wants to be opened: width, height, onHover, offsetX … */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * What a web item does: `page` opens a module's page, `product` an address of the product, `addon`
 * the add-on itself outside any frame, `elsewhere` another site; the dialogs show a module's frame.
 */
type Lead =
  | { readonly kind: "page" | "dialog" | "inline-dialog"; readonly moduleKey: string }
  | { readonly kind: "product" | "elsewhere"; readonly url: string }
  | { readonly kind: "addon" };

const DEFAULT_WEIGHT = 100;
const ITEM_TYPES = ["webItems", "contentBylineItems"];

/** Every item that these modules put somewhere, lightest first. Source: "Web item". */
export function webItemsIn(
  addonKey: string,
  modules: Readonly<Record<string, readonly Module[]>>,
): readonly WebItem[] {
  const sections = modules.webSections ?? [];
  return ITEM_TYPES.flatMap((type) =>
    (modules[type] ?? []).flatMap((module) => webItem(addonKey, type, module, sections)),
  ).sort((a, b) => a.weight - b.weight);
}

function webItem(
  addonKey: string,
  type: string,
  module: Module,
  sections: readonly Module[],
): WebItem[] {
  const { key, name, tooltip, icon, target, location, weight } = module;
  const lead = leadOf(type, module);
  if (typeof key !== "string" || lead === null) return [];
  return [
    {
      addonKey,
      itemKey: key,
      type,
      name: textOf(name) ?? key,
      tooltip: textOf(tooltip),
      icon: textOf(recordOf(icon).url),
      ...(type === "contentBylineItems"
        ? { spot: "byline", section: null }
        : spotOf(String(location), sections)),
      weight: typeof weight === "number" ? weight : DEFAULT_WEIGHT,
      lead,
      options: recordOf(recordOf(target).options),
    },
  ];
}

/** Null: it says of no address to lead to. Items of the byline open beside it unless they say else. */
function leadOf(type: string, { key, url, context = "addon", target }: Module): Lead | null {
  const { type: asked, options } = recordOf(target);
  const way = String(asked ?? (type === "contentBylineItems" ? "inlinedialog" : "page"));
  if (way.toLowerCase() === "dialogmodule") {
    const moduleKey = recordOf(options).key;
    return typeof moduleKey === "string" ? { kind: "dialog", moduleKey } : null;
  }
  if (typeof url !== "string" || url === "") return null;
  if (isAbsolute(url)) return { kind: "elsewhere", url };
  if (context === "product") return { kind: "product", url };
  const kind = dialogs[way.toLowerCase()] ?? "page";
  if (context === "page") return { kind, moduleKey: url };
  return kind === "page" ? { kind: "addon" } : { kind, moduleKey: String(key) };
}

const dialogs: Readonly<Record<string, "dialog" | "inline-dialog">> = {
  dialog: "dialog",
  inlinedialog: "inline-dialog",
};

export const isAbsolute = (url: string): boolean => /^(?:https?:)?\/\//i.test(url);
