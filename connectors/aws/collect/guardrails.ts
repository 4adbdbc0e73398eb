import type { PolicySummary } from '@aws-sdk/client-organizations';
import { decodeDocument } from '../policy/decode-document.ts';
import type { AccountSession } from './session.ts';
import type { Reader, Tally } from './source.ts';
import { askEach, organizationPages, putRecord, readSource } from './source.ts';

const types = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const;

/**
 * Service and resource control policies with their targets. A set that is not whole is dropped: with a text or a
 * target missing, an account could seem to be allowed less than it is. Coverage says so.
 * `enabled`: policy types enabled on the root; only those have an effect. `undefined`: not known, then all are read.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export const readGuardrails = async (
  session: AccountSession,
  reader: Reader,
  enabled: readonly string[] | undefined,
): Promise<void> => {
  const { organizations, sdk, request } = session;
  const wanted = types.filter((type) => enabled?.includes(type) ?? true);
  const policies: PolicySummary[] = [];
  const listed = await readSource(reader, 'organizations:ListPolicies', async (tally) => {
    if (wanted.length === 0) return 'neither service nor resource control policies are enabled';
    for (const Filter of wanted) {
      const pages = organizationPages(tally, (token) =>
        organizations.send(new sdk.organizations.ListPoliciesCommand({ Filter, ...token }), request),
      );
      for await (const page of pages) policies.push(...(page.Policies ?? []));
    }
    tally.entries = policies.length;
    return undefined;
  });
  const unlisted = {
    status: 'skipped',
    detail: 'not asked: the list of policies could not be read (see organizations:ListPolicies)',
  } as const;
  const texts = new Map<string, unknown>();
  const ids = policies.flatMap(({ Id }) => Id ?? []);
  const described = await readSource(reader, 'organizations:DescribePolicy', async (tally) => {
    if (listed.status !== 'complete') return unlisted;
    return askEach(ids, 'organizations:DescribePolicy', async (PolicyId) => {
      const { Policy } = await organizations.send(
        new sdk.organizations.DescribePolicyCommand({ PolicyId }),
        request,
      );
      texts.set(PolicyId, decodeDocument(Policy?.Content));
      tally.entries += 1;
    });
  });
  const targets = new Map<string, readonly string[]>();
  const targeted = await readSource(reader, 'organizations:ListTargetsForPolicy', async (tally) => {
    if (listed.status !== 'complete') return unlisted;
    return askEach(ids, 'organizations:ListTargetsForPolicy', async (PolicyId) => {
      const own: Tally = { pages: 0, entries: 0, malformed: 0 };
      const found: string[] = [];
      const pages = organizationPages(own, (token) =>
        organizations.send(
          new sdk.organizations.ListTargetsForPolicyCommand({ PolicyId, ...token }),
          request,
        ),
      );
      for await (const page of pages) {
        for (const { TargetId } of page.Targets ?? []) if (TargetId !== undefined) found.push(TargetId);
      }
      targets.set(PolicyId, found);
      tally.entries += 1;
    });
  });
  if ([listed, described, targeted].some(({ status }) => status !== 'complete')) return;
  const tally: Tally = { pages: 0, entries: 0, malformed: 0 };
  for (const { Id = '', Arn, Name, Type } of policies) {
    // Gone between the list and the question: it has no effect any more.
    if (!texts.has(Id) || !targets.has(Id)) continue;
    await putRecord(reader, tally, 'aws.organization-policy', {
      Id,
      Arn,
      Name,
      Type,
      Content: texts.get(Id),
      Targets: targets.get(Id),
    });
  }
};
