import { queries } from '../queries.ts';
import { enterprise, everyHundred, type GitHubCall } from './call.ts';

/** Only with `--github-enterprise`. */
export const enterpriseCalls: readonly GitHubCall[] = [
  enterprise(queries.EnterpriseOrganizations.id, [], 'read:enterprise', ['organization'], {
    cloudOnly: true,
    why: 'Organisations of the enterprise.',
    when: everyHundred,
  }),
  enterprise(
    'GET /enterprises/{enterprise}/apps/organizations/{org}/installations',
    ['enterprise_organization_installations'],
    '',
    [],
    {
      list: '',
      cloudOnly: true,
      why: 'App installations as the enterprise sees them. Shown to Apps that the enterprise installed.',
      when: 'A page for each 100 in each organisation.',
    },
  ),
  enterprise(
    'GET /enterprises/{enterprise}/apps/organizations/{org}/installations/{installation_id}/repositories',
    ['enterprise_organization_installation_repositories'],
    '',
    ['grants'],
    {
      list: '',
      cloudOnly: true,
      why: 'Which repositories an App may enter; no other call tells it.',
      when: 'For each installation of selected repositories, a page for each 100.',
    },
  ),
];
