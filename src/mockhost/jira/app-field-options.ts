import { jiraError, pageBean } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import { followAppFields } from "./app-fields.ts";
import { changeIssue } from "./edit-issue.ts";
import { actorFrom, asSecondary, type EmitIssueEvent } from "./emit-events.ts";
import { changeItems } from "./field-input.ts";
import type { AppFieldOption } from "./model/custom-field.ts";
import { findIssue, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";

type Options = Map<number, AppFieldOption>;

/** The options of an add-on's own fields, and their values on many issues at once. */
export const appFieldHandlers = (sites: SiteBook, emitIssue: EmitIssueEvent): Handlers => {
  const on =
    (act: (call: RestCall, options: Options, site: JiraSite) => HostResponse): Handler =>
    (call) => {
      const site = sites(call.tenant);
      followAppFields(site);
      const key = call.params.fieldKey ?? "";
      if (!key.startsWith(`${call.caller.addonKey}__`))
        return jiraError(403, ["Only the app that owns the field may use its options."]);
      if (!site.appFields.has(key)) return jiraError(404, [`There is no field ${key}.`]);
      let options = site.appFieldOptions.get(key);
      if (!options) site.appFieldOptions.set(key, (options = new Map()));
      return act(call, options, site);
    };
  const onOption = (
    act: (call: RestCall, option: AppFieldOption, options: Options) => HostResponse,
  ): Handler =>
    on((call, options) => {
      const option = options.get(Number(call.params.optionId));
      return option ? act(call, option, options) : jiraError(404, ["There is no such option."]);
    });
  const listed = on((call, options) => json(200, pageBean(call, [...options.values()])));
  return {
    getAllIssueFieldOptions: listed,
    getSelectableIssueFieldOptions: listed,
    getVisibleIssueFieldOptions: listed,
    createIssueFieldOption: on((call, options) => {
      const id = Math.max(0, ...options.keys()) + 1;
      return write(call, options, id);
    }),
    getIssueFieldOption: onOption((_, option) => json(200, option)),
    updateIssueFieldOption: on((call, options) =>
      write(call, options, Number(call.params.optionId)),
    ),
    deleteIssueFieldOption: onOption((_, { id }, options) => {
      options.delete(id);
      return noContent();
    }),
    "AppIssueFieldValueUpdateResource.updateIssueFields_put": (call) =>
      setValues(call, sites(call.tenant), emitIssue),
  };
};

function write(call: RestCall, options: Options, id: number): HostResponse {
  const {
    value,
    properties = {},
    config = { scope: { global: {} } },
  } = Object(call.json) as Partial<AppFieldOption>;
  if (typeof value !== "string" || value === "" || !Number.isInteger(id))
    return jiraError(400, ["The option must have a value."]);
  const option = { id, value, properties, config };
  options.set(id, option);
  return json(200, option);
}

const VALUES = ["string", "number", "richText", "text", "optionID"] as const;
const MOST_VALUES = 200;

/** Values of an add-on's own fields; all must be right before any is set. */
function setValues(call: RestCall, site: JiraSite, emitIssue: EmitIssueEvent): HostResponse {
  const { updateValueList: list } = Object(call.json) as { updateValueList?: unknown };
  if (!Array.isArray(list) || list.length === 0 || list.length > MOST_VALUES)
    return jiraError(400, [`Between 1 and ${MOST_VALUES} values must be given.`]);
  followAppFields(site);
  const read = list.map((one) => {
    const given = Object(one) as Readonly<Record<string, unknown>>;
    const field = `customfield_${Number(given.fieldID)}`;
    const isOwn = [...site.appFields].some(
      ([key, id]) => id === field && key.startsWith(`${call.caller.addonKey}__`),
    );
    const name = VALUES.find((known) => given[known] !== undefined);
    return {
      issue: findIssue(site, String(given.issueID)),
      field: isOwn ? field : null,
      value: name === undefined ? null : given[name],
    };
  });
  if (read.some(({ field }) => field === null))
    return jiraError(403, ["Only fields of the app itself may be set."]);
  if (read.some(({ issue }) => !issue)) return jiraError(400, ["An issue does not exist."]);
  const by = asSecondary(actorFrom(call, actorOf(site, call)));
  for (const { issue, field, value } of read) {
    const input = { set: {}, custom: new Map([[field!, value]]), errors: {} };
    const apply = () => void issue!.custom.set(field!, value);
    changeIssue(site, issue!, changeItems(site, issue!, input), apply, by, emitIssue);
  }
  return { status: 200 };
}
