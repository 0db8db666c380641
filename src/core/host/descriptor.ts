/** The document by which an add-on tells its host what it is: `atlassian-connect.json`, checked. */
export interface Descriptor {
  readonly key: string;
  readonly name: string;
  /** Vendor's name, "" where the document gives none. */
  readonly vendor: string;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Major version of the add-on's interface with its host. */
  readonly apiVersion: number;
  readonly authentication: "jwt" | "none";
  readonly enableLicensing: boolean;
  /** Upper case, as declared: implied scopes are not added. */
  readonly scopes: readonly string[];
  /** Event ("installed", "enabled" …) to path below `baseUrl`. */
  readonly lifecycle: Readonly<Record<string, string>>;
  /** Always lists, though the document may write a single module as an object. */
  readonly modules: Readonly<Record<string, readonly Module[]>>;
  readonly apiMigrations: Readonly<Record<string, unknown>>;
  /** Everything as it was written. */
  readonly document: Readonly<Record<string, unknown>>;
}

export type Module = Readonly<Record<string, unknown>>;

export type ParsedDescriptor =
  | { readonly kind: "descriptor"; readonly descriptor: Descriptor }
  | { readonly kind: "refused"; readonly problems: readonly DescriptorProblem[] };

export interface DescriptorProblem {
  /** "modules.webhooks[0].url"; "" for the document as a whole. */
  readonly path: string;
  readonly message: string;
}
