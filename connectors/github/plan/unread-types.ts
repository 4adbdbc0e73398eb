import { typeTableAt } from '../../../src/plan/type-table.ts';

/** How the types of its Terraform providers are sorted that are not read here: made by `npm run resource-types`. */
export const typesOf = typeTableAt(new URL('./terraform-types.generated.json', import.meta.url));
