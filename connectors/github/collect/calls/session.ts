import { type GitHubCall, session } from './call.ts';

/** How the scan gets in. */
export const sessionCalls: readonly GitHubCall[] = [
  session('GET /user', [], '', ['scanner'], {
    why: 'Whom the scan runs as, with a token.',
    when: 'Once, with a token.',
  }),
  session('GET /app', [], '', ['scanner'], {
    why: 'Which App the scan runs as.',
    when: 'Once, with an App.',
  }),
  session('GET /orgs/{org}/installation', [], '', [], {
    why: "Finds the App's installation in the organisation, and what it was granted.",
    when: 'Once for each organisation, with an App.',
  }),
  session('GET /enterprises/{enterprise}/installation', [], '', [], {
    why: "Finds the App's installation in the enterprise.",
    when: 'Once, with an App and --github-enterprise.',
    cloudOnly: true,
  }),
  session('POST /app/installations/{installation_id}/access_tokens', [], '', [], {
    why: 'Exchanges the signed assertion of the App for a token of one hour: the one request that is not a read.',
    when: 'Once an hour for each installation, with an App.',
  }),
];
