/** All that is used of the rest of the project, so that a move is followed here. Files are named from its root. */
export { writeEstate } from '../../bench/estate.ts';
export { githubPermissions } from '../../connectors/github/collect/permissions.ts';
export { sampleOrganization } from '../../test/support/github-estate.ts';
export { startGitHub } from '../../test/support/github-loopback.ts';

export const demoFolder = 'connectors/aws/demo';
export const demoGitHubFile = 'connectors/github/demo/nordlicht-logistics.ndjson';
export const terraformFolder = 'test/fixtures/terraform';
