import { actingErrors } from "./acting-errors.ts";
import type { Advice } from "./advice.ts";
import { tellingErrors } from "./telling-errors.ts";

/** Every error code, one row each. `docs/errors.md` is held to this table by a test. */
export const catalogue = {
  internal: {
    exit: 70,
    status: 500,
    meaning: "Plimsoll itself failed.",
    hint: "Please report it; nothing that was acknowledged is lost.",
  },
  usage: {
    exit: 2,
    status: 400,
    meaning: "The command does not exist or was called in a way that it does not know.",
    hint: "`plimsoll help` lists the commands, `plimsoll help COMMAND` explains one.",
  },
  unconfirmed: {
    exit: 5,
    status: 409,
    meaning: "What was asked cannot be undone, so it was not done yet.",
    hint: "Add --yes to do it.",
  },
  "file.unreadable": {
    exit: 2,
    status: 400,
    meaning: "A file that was named cannot be read.",
    hint: "Check the path and the permissions; `-` reads standard input.",
  },
  "file.exists": {
    exit: 5,
    status: 409,
    meaning: "The file to be written exists already; it was left as it is.",
    hint: "Add --force to replace it, or choose another file with --out.",
  },
  "file.unwritable": {
    exit: 2,
    status: 400,
    meaning: "The file cannot be written.",
    hint: "Check that the folder exists and may be written to, or choose another (--out for reports, --data for a store).",
  },
  "descriptor.refused": {
    exit: 2,
    status: 422,
    meaning: "What was named as the add-on's descriptor is not one.",
    hint: "Name the file or address of its `atlassian-connect.json`.",
  },
  "mockhost.plan-refused": {
    exit: 2,
    status: 400,
    meaning: "What a mock host was asked to be is outside its bounds.",
    hint: "The message names every number and choice that is wrong, and its bounds.",
  },
  "address.unreachable": {
    exit: 2,
    status: 502,
    meaning: "The address gives no answer, or not the document that was expected.",
    hint: "Check the address, and that what serves it is running.",
  },
  "address.taken": {
    exit: 2,
    status: 409,
    meaning: "Another process already listens on the address that Plimsoll was to listen on.",
    hint: "Stop the other process, or choose another address: --public and --private of `up`, --listen of `mockhost`.",
  },
  "target.not-allowed": {
    exit: 5,
    status: 403,
    meaning:
      "The address to be loaded is not on this machine, and nobody said that it may be loaded.",
    hint: "If it is yours to load, name its host with --allow-host.",
  },
  "target.over-limit": {
    exit: 5,
    status: 403,
    meaning: "The load is more than was allowed for a target that customers use.",
    hint: "Load less, or test against the mock host, where nothing is limited.",
  },
  "target.budget-burning": {
    exit: 5,
    status: 409,
    meaning: "Customers' error budget is burning, or cannot be seen, so the target is left alone.",
    hint: "Wait until the add-on is well again, or test against the mock host.",
  },
  "plan.impossible": {
    exit: 2,
    status: 422,
    meaning: "The contract does not say enough for this test.",
    hint: "Add what is missing to the contract; `plimsoll help test load` shows an example.",
  },
  "target.not-installed": {
    exit: 1,
    status: 502,
    meaning: "The add-on runs, but the mock host could not install it on every site.",
    hint: "Read what it prints when its `installed` is called; check the descriptor's path and key.",
  },
  "store.full": {
    exit: 70,
    status: 507,
    meaning: "The disk that holds the store is full; what was being written was not acknowledged.",
    hint: "Free space on the disk; senders that retry lose nothing.",
  },
  "store.unavailable": {
    exit: 70,
    status: 503,
    meaning: "The database cannot be reached.",
    hint: "Bring the database back; Plimsoll reconnects by itself.",
  },
  "store.replaced": {
    exit: 70,
    status: 503,
    meaning:
      "The store's file was deleted or replaced while it was in use; what was being written was not acknowledged.",
    hint: "Put the file back where it was, and Plimsoll goes on by itself; or stop Plimsoll, restore the last good backup, and start it again.",
  },
  "store.locked": {
    exit: 2,
    status: 503,
    meaning: "Another process is using this store.",
    hint: "Stop the other process, or give this one a folder of its own with --data.",
  },
  "store.read-only": {
    exit: 2,
    status: 503,
    meaning: "The store was opened for reading only.",
    hint: "Open it for writing, or run the command that only reads.",
  },
  "store.foreign": {
    exit: 2,
    status: 503,
    meaning: "What is there is not a store of this version of Plimsoll.",
    hint: "Check the path or address; a store written by a newer version needs that version.",
  },
  "store.damaged": {
    exit: 70,
    status: 500,
    meaning: "The store gave back something other than what was written.",
    hint: "Stop Plimsoll, keep the files as they are, and restore the last good backup.",
  },
  "ledger.entry-refused": {
    exit: 2,
    status: 422,
    meaning: "What was to be written into the ledger cannot be kept there for ever.",
    hint: "Entries hold plain JSON of at most 64 KiB; put large or personal content into the vault.",
  },
  "ledger.unreadable": {
    exit: 70,
    status: 500,
    meaning: "An entry of the ledger says something that this version of Plimsoll cannot read.",
    hint: "A newer Plimsoll may have written it: run that one. Otherwise please report it.",
  },
  ...actingErrors,
  ...tellingErrors,
  "intake.key-refused": {
    exit: 2,
    status: 500,
    meaning: "The intake key cannot be used: no sender of metrics could show it.",
    hint: "Give it as text without spaces; without PLIMSOLL_INTAKE_KEY and the file, one is made.",
  },
  "ledger.key-refused": {
    exit: 2,
    status: 500,
    meaning: "The key cannot sign seals.",
    hint: "Make one with: openssl genpkey -algorithm ed25519",
  },
  "command.port-taken": {
    exit: 2,
    status: 409,
    meaning: "Another process already uses the port on which the add-on was to be started.",
    hint: "Stop the other process, or choose another port.",
  },
  "command.failed": {
    exit: 1,
    status: 502,
    meaning: "The add-on's command ended before the add-on was ready.",
    hint: "Read what it printed; run the command by hand in the same folder.",
  },
  "command.not-ready": {
    exit: 1,
    status: 504,
    meaning: "The add-on was started but did not become ready in time.",
    hint: "Read what it printed; check the path of `operations.run.ready`.",
  },
} as const satisfies Record<string, Advice>;

export type ErrorCode = keyof typeof catalogue;
