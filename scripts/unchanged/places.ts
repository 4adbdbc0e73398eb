/** All that is used of the rest of the project, so that a move is followed here. Files are named from its root. */
export { writeEstate } from '../../bench/estate.ts';
export { githubPermissions } from '../../connectors/github/collect/permissions.ts';
export { startMoto } from '../../test/emulator/moto.ts';
export { seed as seedMoto } from '../../test/emulator/seed.ts';
export {
  sampleAccount,
  sampleOrganization as sampleAwsOrganization,
} from '../../test/support/aws-account.ts';
export { startLoopback as startAws } from '../../test/support/aws-loopback.ts';
export { largeOrganization, sampleOrganization } from '../../test/support/github-estate.ts';
export { startGitHub } from '../../test/support/github-loopback.ts';

export const demoFolder = 'connectors/aws/demo';
export const demoGitHubFile = 'connectors/github/demo/nordlicht-logistics.ndjson';
export const terraformFolder = 'test/fixtures/terraform';
