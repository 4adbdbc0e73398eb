import { typeTableAt, type UnreadSort } from '../../../src/plan/type-table.ts';

/** How the types of its Terraform providers are sorted that are not read here: made by `npm run resource-types`. */
export const typesOf = typeTableAt(new URL('./terraform-types.generated.json', import.meta.url));

/**
 * Of Azure DevOps no package on npm has the list of types: they go by what they are called after. The first that fits.
 * https://registry.terraform.io/providers/microsoft/azuredevops/latest/docs
 */
const ofPipelines: readonly (readonly [sort: UnreadSort, name: RegExp])[] = [
  ['limits', /_(?:check_\w+|(?:branch|repository)_policy_\w+)$/],
  [
    'grants',
    /_(?:\w*permissions|\w*membership|\w*entitlement|\w+_authorization|securityrole_assignment|team_(?:administrators|members)|serviceendpoint_permissions)$/,
  ],
  ['cannot', /_(?:git_repository\w*|wiki\w*|dashboard|area\w*|iteration\w*|workitem\w*|team|project\w*)$/],
];

export const sortOfUnread = (type: string): UnreadSort =>
  typesOf().types.get(type) ??
  (type.startsWith('azuredevops_') ? ofPipelines.find(([, name]) => name.test(type))?.[0] : undefined) ??
  'unknown';
