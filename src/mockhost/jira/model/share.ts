/** With whom a filter or a dashboard is shared. */
export type Share =
  | { readonly id: number; readonly type: "global" | "authenticated" }
  | { readonly id: number; readonly type: "user"; readonly accountId: string }
  | { readonly id: number; readonly type: "group"; readonly groupId: string }
  | {
      readonly id: number;
      readonly type: "project";
      readonly projectId: string;
      /** Null: with everybody who sees the project. */
      readonly roleId: number | null;
    };
