import type { Values } from '../../../../src/plan/planned-resource.ts';

/** What attributes of resources are, by type: a table of the provider. Undefined: a text stands for it that stays the same. */
export type AttributeText = (
  resource: { readonly logicalId: string; readonly type: string; readonly properties: Values },
  attribute: string,
) => unknown;
