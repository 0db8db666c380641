/** An address of this site that keeps who looks. */
export function siteAddress(page, path, parameters = {}) {
  const address = new URL(page.root + path, location.origin);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  if (!page.isFirstPerson) address.searchParams.set("as", page.accountId);
  return address.href;
}

export const modulePath = (addonKey, moduleKey) =>
  `/plugins/servlet/ac/${encodeURIComponent(addonKey)}/${encodeURIComponent(moduleKey)}`;

/** Asks the host for a module anew: its signed address, context and context token. */
export async function resolveExtension(page, extension) {
  const { addon_key, key, options = {} } = extension;
  const address = siteAddress(page, modulePath(addon_key, key), {
    ...options.productContext,
    classifier: "json",
  });
  const response = await fetch(address);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}
