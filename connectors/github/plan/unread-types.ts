import { readFileSync } from 'node:fs';
import { type TypeTable, typeTable } from '../../../src/plan/type-table.ts';

let loaded: TypeTable | undefined;

/** How the types of its Terraform providers are sorted that are not read here: made by `npm run resource-types`. */
export const typesOf = (): TypeTable => {
  loaded ??= typeTable(readFileSync(new URL('./terraform-types.generated.json', import.meta.url), 'utf8'));
  return loaded;
};
