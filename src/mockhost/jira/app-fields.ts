import { effectiveModules } from "../modules/index.ts";
import type { CustomField, FieldSchema } from "./model/custom-field.ts";
import type { JiraSite } from "./model/site.ts";

/** What each kind of `jiraIssueFields` holds. */
const schemas: Readonly<Record<string, FieldSchema>> = {
  string: { type: "string" },
  text: { type: "string" },
  rich_text: { type: "string" },
  read_only: { type: "string" },
  number: { type: "number" },
  single_select: { type: "option2" },
  multi_select: { type: "array", items: "option2" },
};

/** Gives a site the fields that its add-ons declare; they stay when an add-on goes, as on the host. */
export function followAppFields(site: JiraSite): void {
  for (const installation of site.tenant.installations.values()) {
    if (installation.state !== "enabled") continue;
    for (const module of effectiveModules(installation, "jiraIssueFields")) {
      const key = `${installation.addonKey}__${String(module.key)}`;
      const type = `com.atlassian.plugins.atlassian-connect-plugin:${key}`;
      if (site.appFields.has(key)) continue;
      const field: CustomField = {
        id: `customfield_${site.nextId()}`,
        name: wordsOf(module.name) ?? key,
        description: wordsOf(module.description) ?? "",
        type,
        searcherKey: null,
        schema: schemas[String(module.type)] ?? { type: "string" },
        isTrashed: false,
        contexts: [],
      };
      site.appFields.set(key, field.id);
      site.customFields.set(field.id, field);
    }
  }
}

const wordsOf = (named: unknown): string | null => {
  const { value } = Object(named ?? {}) as { value?: unknown };
  return typeof value === "string" ? value : null;
};
