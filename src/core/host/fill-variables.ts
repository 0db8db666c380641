/** What variables stand for, by name: "issue.key", "ac.tab". */
export type Variables = Readonly<Record<string, string>>;

/**
 * Puts what is looked at into a module's address. A variable that stands for nothing becomes empty
 * text. Source: "Context parameters" of the Connect documentation.
 */
export const fillVariables = (url: string, variables: Variables): string =>
  url.replace(/\{([^{}]*)\}/g, (_, name: string) =>
    Object.hasOwn(variables, name) ? encode(variables[name]!) : "",
  );

const encode = (value: string): string => encodeURIComponent(value.toWellFormed());
