/** How much a change must weigh to fail the gate. Table: `src/audit/gate/policy.ts`. */
export const gatePolicies = ['standard', 'strict', 'control'] as const;
export type GatePolicy = (typeof gatePolicies)[number];
