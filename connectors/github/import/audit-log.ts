import { type JsonRemedies, splitDocuments } from '../../../src/exports/json-elements.ts';
import { clientOf } from '../../../src/usage/client.ts';
import type { UsageEntry } from '../../../src/usage/event.ts';
import { usageFormat } from '../../../src/usage/format.ts';
import { type Entry, memberOf, textOf, timeOf } from '../../../src/usage/members.ts';
import { networkOf } from '../../../src/usage/network.ts';

/**
 * The audit log of an organisation or enterprise: its export as JSON, the answer of the API, or what is streamed, one event a line.
 * https://docs.github.com/en/enterprise-cloud@latest/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/reviewing-the-audit-log-for-your-organization
 */
export const auditLog = 'audit log of GitHub';

const remedies: JsonRemedies = {
  remake: 'Make the export of the audit log again, as JSON.',
  damaged: 'Give the file as GitHub wrote it.',
};

const login = /^[a-z0-9][a-z0-9_-]{0,98}(?:\[bot\])?$/i;
const repository = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;

/** `git.clone`, `repo.create`: the category is the service. */
const actionForm = /^([a-z0-9_]{1,64})\.[a-z0-9_.]{1,100}$/i;

const usageOfEvent = (value: unknown): UsageEntry => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { aside: 'element that is no event' };
  const event = value as Entry;
  const action = textOf(event, 'action');
  const [, service] = actionForm.exec(action ?? '') ?? [];
  const time = timeOf(memberOf(event, '@timestamp') ?? memberOf(event, 'created_at'));
  const repo = textOf(event, 'repo');
  const organization = textOf(event, 'org') ?? repo?.split('/', 1)[0];
  if (action === undefined || service === undefined || time === undefined)
    return { aside: 'event without time or action' };
  if (organization === undefined || !login.test(organization)) return { aside: 'event of no organisation' };
  const actor = textOf(event, 'actor');
  const address = textOf(event, 'actor_ip');
  const network = address === undefined ? undefined : networkOf(address);
  return {
    log: auditLog,
    scope: organization,
    time,
    service,
    actions: [action],
    // The names are those of events; GitHub has no list of which permission each took.
    unmapped: true,
    reads: textOf(event, 'operation_type') === 'access' || /^git\.(?:clone|fetch)$/.test(action),
    ofData: service === 'git' || service === 'api',
    refused: false,
    ...(actor === undefined || !login.test(actor)
      ? {}
      : { identity: { id: `${organization}/${actor}`.toLowerCase(), scope: organization } }),
    resources: repo !== undefined && repository.test(repo) ? [repo] : [],
    ...(network === undefined ? {} : { network }),
    client: clientOf(textOf(event, 'user_agent')),
  };
};

export const githubAuditLog = usageFormat({
  provider: 'github',
  id: 'github-audit-log',
  log: auditLog,
  *entries(file) {
    for (const { value } of splitDocuments(file, remedies)) yield usageOfEvent(value);
  },
});
