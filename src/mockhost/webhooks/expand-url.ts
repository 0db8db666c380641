type Fields = Readonly<Record<string, unknown>>;

/**
 * Fills the variables of a webhook's address, such as `{issue.key}`, from what the event is about.
 * What cannot be resolved becomes nothing, as on the host.
 */
export const expandUrl = (url: string, payload: Fields): string =>
  url.replace(/\$?\{([\w.-]+)\}/g, (_, variable: string) => {
    const value = resolve(variable.split("."), payload);
    return typeof value === "string" || typeof value === "number" ? encodeURIComponent(value) : "";
  });

function resolve(path: readonly string[], payload: Fields): unknown {
  const [whole, ...rest] = path;
  const direct = at([whole!, ...rest], payload);
  if (direct !== undefined) return direct;
  if (whole === "project") return at(["issue", "fields", "project", ...rest], payload);
  if (whole === "space" && rest[0] === "key") return at(["page", "spaceKey"], payload);
  return undefined;
}

const at = (path: readonly string[], fields: Fields): unknown =>
  path.reduce<unknown>(
    (part, step) =>
      typeof part === "object" && part !== null && Object.hasOwn(part, step)
        ? (part as Fields)[step]
        : undefined,
    fields,
  );
