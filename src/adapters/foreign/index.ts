export type Ffi = typeof import("node:ffi");

/**
 * Node's interface to functions of the system's libraries; null where this Node has none. Node says
 * once in each process that it is an experiment, which is kept from people who did not ask for it.
 */
export function foreignFunctions(): Ffi | null {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule("node:ffi") ?? null;
  } catch {
    return null;
  } finally {
    process.emitWarning = emitWarning;
  }
}
