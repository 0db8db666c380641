import { jiraError, pageBean } from "../rest/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import type { CustomField, FieldContext, FieldOption } from "./model/custom-field.ts";
import type { JiraSite } from "./model/site.ts";

type OnField = (
  act: (call: RestCall, site: JiraSite, field: CustomField) => HostResponse,
) => Handler;

const MOST_OPTIONS = 1_000;

type JsonObject = Readonly<Record<string, unknown>>;

const textsIn = (given: unknown): string[] => (Array.isArray(given) ? given.map(String) : []);

const fails = (message: string, status = 400) => jiraError(status, [message]);

/** Where fields stand, and what can be chosen in them. */
export function fieldContextHandlers(on: OnField): Handlers {
  const onContext = (
    act: (
      call: RestCall,
      site: JiraSite,
      context: FieldContext,
      field: CustomField,
    ) => HostResponse,
  ) =>
    on((call, site, field) => {
      const context = field.contexts.find(({ id }) => id === call.params.contextId);
      return context
        ? act(call, site, context, field)
        : fails("The custom field context was not found.", 404);
    });
  const members = (of: "projectIds" | "issueTypeIds", isAdding: boolean) =>
    onContext((call, _, context) => {
      const ids = textsIn((Object(call.json) as JsonObject)[of]);
      if (ids.length === 0) return fails(`'${of}' must not be empty.`);
      for (const id of ids)
        if (isAdding) context[of].add(id);
        else context[of].delete(id);
      return noContent();
    });
  return {
    ...optionHandlers(onContext),
    getContextsForField: on((call, _, { contexts }) => {
      const ids = call.query.getAll("contextId");
      const found = contexts.filter(({ id }) => ids.length === 0 || ids.includes(id));
      return json(200, pageBean(call, found.map(contextView)));
    }),
    createCustomFieldContext: on((call, site, { contexts }) => {
      const { name, description = "", projectIds, issueTypeIds } = Object(call.json) as JsonObject;
      if (typeof name !== "string" || name.trim() === "") return fails("'name' is required.");
      const context: FieldContext = {
        id: site.nextId(),
        name,
        description: String(description),
        projectIds: new Set(textsIn(projectIds)),
        issueTypeIds: new Set(textsIn(issueTypeIds)),
        options: [],
      };
      contexts.push(context);
      const { id } = context;
      const lists = { projectIds: textsIn(projectIds), issueTypeIds: textsIn(issueTypeIds) };
      return json(201, { id, name, description: context.description, ...lists });
    }),
    updateCustomFieldContext: onContext((call, _, context) => {
      const { name, description } = Object(call.json) as JsonObject;
      if (name !== undefined) context.name = String(name);
      if (description !== undefined) context.description = String(description);
      return noContent();
    }),
    deleteCustomFieldContext: onContext((_, __, context, { contexts }) => {
      contexts.splice(contexts.indexOf(context), 1);
      return noContent();
    }),
    assignProjectsToCustomFieldContext: members("projectIds", true),
    removeCustomFieldContextFromProjects: members("projectIds", false),
    addIssueTypesToContext: members("issueTypeIds", true),
    removeIssueTypesFromContext: members("issueTypeIds", false),
    getProjectContextMapping: on((call, _, { contexts }) =>
      json(
        200,
        pageBean(
          call,
          contexts.flatMap(({ id: contextId, projectIds }): object[] =>
            projectIds.size === 0
              ? [{ contextId, isGlobalContext: true }]
              : [...projectIds].map((projectId) => ({ contextId, projectId })),
          ),
        ),
      ),
    ),
    getIssueTypeMappingsForContexts: on((call, _, { contexts }) =>
      json(
        200,
        pageBean(
          call,
          contexts.flatMap(({ id: contextId, issueTypeIds }): object[] =>
            issueTypeIds.size === 0
              ? [{ contextId, isAnyIssueType: true }]
              : [...issueTypeIds].map((issueTypeId) => ({ contextId, issueTypeId })),
          ),
        ),
      ),
    ),
  };
}

type OnContext = (
  act: (call: RestCall, site: JiraSite, context: FieldContext, field: CustomField) => HostResponse,
) => Handler;

function optionHandlers(on: OnContext): Handlers {
  const listIn = (call: RestCall): JsonObject[] => {
    const { options } = Object(call.json) as { options?: unknown };
    return Array.isArray(options) ? options.map((one) => Object(one) as JsonObject) : [];
  };
  return {
    getOptionsForContext: on((call, _, { options }) => {
      const id = call.query.get("optionId");
      const found = options.filter((option) => id === null || option.id === id);
      return json(200, pageBean(call, found.map(optionView)));
    }),
    createCustomFieldOption: on((call, site, { options }) => {
      const given = listIn(call);
      if (given.length === 0 || given.length + options.length > MOST_OPTIONS)
        return fails(`A context may have between 1 and ${MOST_OPTIONS} options.`);
      if (!given.every(({ value }) => typeof value === "string" && value !== ""))
        return fails("Every option must have a value.");
      if (given.some(({ value }) => options.some((known) => known.value === value)))
        return fails("Options with the same value exist in the context already.");
      const made = given.map(
        ({ value, disabled, optionId }): FieldOption => ({
          id: site.nextId(),
          value: String(value),
          disabled: disabled === true,
          optionId: optionId === undefined ? null : String(optionId),
        }),
      );
      options.push(...made);
      return json(200, { options: made.map(optionView) });
    }),
    updateCustomFieldOption: on((call, _, { options }) => {
      const changes = listIn(call).map((given) => ({
        given,
        option: options.find(({ id }) => id === String(given.id)),
      }));
      if (changes.length === 0 || changes.some(({ option }) => !option))
        return fails("The options name one that there is not.", 404);
      for (const { given, option } of changes) {
        if (given.value !== undefined) option!.value = String(given.value);
        if (given.disabled !== undefined) option!.disabled = given.disabled === true;
      }
      return json(200, { options: changes.map(({ option }) => optionView(option!)) });
    }),
    reorderCustomFieldOptions: on((call, _, { options }) => {
      const { customFieldOptionIds, after, position } = Object(call.json) as JsonObject;
      const ids = textsIn(customFieldOptionIds);
      const moved = ids.flatMap((id) => options.find((option) => option.id === id) ?? []);
      if (moved.length === 0 || moved.length < ids.length)
        return fails("The options name one that there is not.", 404);
      const others = options.filter((option) => !moved.includes(option));
      const anchor = others.findIndex(({ id }) => id === String(after));
      const at = position === "First" ? 0 : anchor < 0 ? others.length : anchor + 1;
      others.splice(at, 0, ...moved);
      options.splice(0, options.length, ...others);
      return noContent();
    }),
    deleteCustomFieldOption: on((call, _, { options }) => {
      const at = options.findIndex(({ id }) => id === call.params.optionId);
      if (at < 0) return fails("The option was not found.", 404);
      options.splice(at, 1);
      return noContent();
    }),
  };
}

const contextView = ({ id, name, description, projectIds, issueTypeIds }: FieldContext) => ({
  id,
  name,
  description,
  isGlobalContext: projectIds.size === 0,
  isAnyIssueType: issueTypeIds.size === 0,
});

const optionView = ({ id, value, disabled, optionId }: FieldOption) => ({
  id,
  value,
  disabled,
  ...(optionId === null ? {} : { optionId }),
});
