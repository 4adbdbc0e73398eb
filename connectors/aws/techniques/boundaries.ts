/**
 * Actions that take a permissions boundary off, or put another in its place.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export const boundaryRemovers = {
  user: { remove: 'iam:DeleteUserPermissionsBoundary', replace: 'iam:PutUserPermissionsBoundary' },
  role: { remove: 'iam:DeleteRolePermissionsBoundary', replace: 'iam:PutRolePermissionsBoundary' },
} as const;

export const boundaryActions: readonly string[] = Object.values(boundaryRemovers).flatMap(
  ({ remove, replace }) => [remove, replace],
);
