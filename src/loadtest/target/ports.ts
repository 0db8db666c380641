import type { Contract } from "../../core/contract/index.ts";
import type { HostKey } from "../injection/index.ts";
import type { LoadTenant, ResourceSample } from "../model/index.ts";

/** Brings up what is to be loaded, alone on this machine, and takes it down again. */
export type StartTarget = (plan: TargetPlan) => Promise<StartedTarget>;

/** How to start an add-on beside a mock host. */
export interface TargetPlan {
  /** The add-on's key. */
  readonly addon: string;
  readonly run: NonNullable<Contract["operations"]["run"]>;
  /** The contract's own: where its command runs. */
  readonly folder: string;
  /** What the command finds in its environment beside what the target sets. */
  readonly environment: Readonly<Record<string, string>>;
  /** Path of the descriptor below the add-on's address. */
  readonly descriptor: string;
  readonly products: readonly ("jira" | "confluence")[];
  /** How many sites install it; 1 to 10,000. */
  readonly tenants: number;
  readonly seed: number;
  /** Which of the host's quotas the add-on is under. */
  readonly quota: "tenant" | "global" | "off";
  /** How long the command may take to be ready. */
  readonly timeoutMs: number;
}

/** Brings up a service that nobody hosts. */
export type StartService = (plan: ServicePlan) => Promise<StartedTarget>;

export type ServicePlan = Pick<
  TargetPlan,
  "run" | "folder" | "environment" | "tenants" | "timeoutMs"
>;

export interface StartedTarget {
  /** Of the add-on, without a trailing slash. */
  readonly baseUrl: string;
  /** What the add-on's descriptor calls itself; null where it does not. */
  readonly release: string | null;
  /** Largest site first: the i-th is the one of rank i + 1. */
  readonly tenants: readonly LoadTenant[];
  /** Of the mock host, for installs that are sent in its stead; null: there is no host. */
  readonly hostKey: HostKey | null;
  /** null: this system does not tell what its processes use, or the add-on has ended. */
  sample(): Promise<TargetSample | null>;
  /** Frees all dead memory, so that the next sample names the live heap. Stops the add-on for a moment. */
  collectGarbage(): Promise<void>;
  /** Why the add-on is no more, with what it printed last; null while it runs. */
  whyEnded(): string | null;
  close(): Promise<void>;
}

export type TargetSample = Omit<ResourceSample, "atMs">;
