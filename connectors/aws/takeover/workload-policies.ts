import { type EdgeDetails, noDetails } from '../../../src/takeover/edge-details.ts';
import { addWayThroughWorkload } from '../../../src/takeover/workloads.ts';
import type { ScopedWorkload } from '../facts/workloads.ts';
import { trustedBy } from '../identities/trust.ts';
import type { Statement } from '../policy/document.ts';
import { type Decision, decide, denied, matchesResource, statementsFor } from '../policy/evaluate.ts';
import { requestContext } from '../policy/request-context.ts';
import { type WorkloadTechnique, workloadTechniques } from '../techniques/index.ts';
import { type Asking, ask, askNeed, factsOf, told } from './asking.ts';
import { better, both, detailsOf } from './decisions.ts';
import type { Directory } from './directory.ts';
import { type Holder, mayDo } from './holder.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import { isAbout } from './known-workloads.ts';
import type { AllowAll, Drawing } from './parts.ts';
import {
  callerLayers,
  memberAlone,
  namedIdentity,
  namesCaller,
  namingOf,
  resourceDenies,
  resourceSide,
} from './resource-based-policy.ts';

type Parts = Asking & AllowAll & Directory & Drawing & Pick<HypotheticalHolders, 'anyone'>;

/**
 * Policies of workloads that let other identities change them: a Lambda function's policy may give
 * `lambda:UpdateFunctionCode` to a user of the same account that has no permission of its own, or to another account.
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
interface Subject {
  readonly parts: Parts;
  readonly arn: string;
  readonly account: string;
  readonly document: Parameters<typeof resourceSide>[0];
}

const allowsFor = ({ document }: Subject, actions: readonly string[]): readonly Statement[] =>
  document.statements.filter(
    ({ allow, actions: set }) => allow && actions.some((action) => set.includes(action.toLowerCase())),
  );

/** May the caller do an action on the resource, by its own policies, by the resource's, or by both? */
const onResource = (
  subject: Subject,
  holder: Holder,
  action: string,
  session: string | undefined,
): Decision => {
  const { parts, arn, account, document } = subject;
  const asked = { action: action.toLowerCase(), account, resource: arn };
  const facts = factsOf(holder, parts, { resourceAccount: account });
  const context = requestContext(asked.action, facts);
  let best = denied;
  if (holder.account === account) {
    const own = ask(holder, parts, { action, resource: arn });
    best = both(own, resourceDenies(document, holder, parts, asked));
  }
  for (const statement of statementsFor(document, asked.action)) {
    const bySession = session !== undefined && (statement.principals?.aws.includes(session) ?? false);
    if (!statement.allow || !(bySession || namesCaller(statement, holder))) continue;
    if (matchesResource(statement, arn, context) !== 'yes') continue;
    const naming = namingOf(statement, holder, bySession);
    const layers = callerLayers(parts, holder, account, naming);
    const decided = decide(layers, { action: asked.action, resource: arn, context });
    const answer = told(decided, holder, parts, asked.action, facts);
    // Named in its own account: the resource's policy alone is the evidence.
    const caller = naming !== 'account' && holder.account === account ? { ...answer, by: [] } : answer;
    best = better(best, both(caller, resourceSide(document, statement, holder, parts, asked)));
  }
  return best;
};

interface Candidate {
  readonly node: number;
  readonly holder: Holder;
  /** ARN of the session that the policy names. */
  readonly session?: string;
  readonly details: EdgeDetails;
}

/** Whom the policy names, one by one or as all of another account. */
const candidatesOf = (
  { parts, account }: Subject,
  statements: readonly Statement[],
  holders: readonly Holder[],
  holderOf: readonly (Holder | undefined)[],
): readonly Candidate[] => {
  const found = new Map<string, Candidate>();
  const put = (node: number, holder: Holder, details: EdgeDetails = {}, session?: string): void => {
    const key = `${node} ${session ?? ''}`;
    if (!found.has(key))
      found.set(key, { node, holder, details, ...(session === undefined ? {} : { session }) });
  };
  for (const statement of statements) {
    for (const party of trustedBy(statement)) {
      if (party.party === 'identity') {
        const named = namedIdentity(parts, party);
        if (named === undefined) continue;
        const holder = memberAlone(parts, named.index, holderOf[named.index]);
        put(named.index, holder, named.details, named.naming === 'session' ? party.principal : undefined);
        continue;
      }
      if (party.party !== 'scope' && party.party !== 'everyone') continue;
      for (const holder of holders) {
        if (holder.account === account || holder.kind === 'root') continue;
        if (party.party === 'everyone' || holder.account === party.account) put(holder.node, holder);
      }
      // Whoever controls the other account can give somebody there the permission.
      for (const trusted of parts.byAccount.keys()) {
        if (trusted === account || (party.party === 'scope' && trusted !== party.account)) continue;
        put(parts.graph.control(parts.scopeOf(trusted)), parts.anyone(trusted, undefined));
      }
      if (party.party !== 'everyone') continue;
      for (const index of parts.byAccount.get(account) ?? []) {
        const { kind, serviceLinked } = parts.principals[index]!;
        if (kind !== 'root' && !serviceLinked) put(index, memberAlone(parts, index, holderOf[index]));
      }
    }
  }
  return [...found.values()];
};

const decideAll = (subject: Subject, { needs }: WorkloadTechnique, candidate: Candidate): Decision => {
  let result: Decision | undefined;
  for (const need of needs) {
    const { action } = need;
    const { holder, session } = candidate;
    const about = isAbout(need, subject.arn);
    if (!about && !mayDo(holder, action)) return denied;
    const answer = about
      ? onResource(subject, holder, action, session)
      : askNeed(holder, subject.parts, need);
    result = result === undefined ? answer : both(result, answer);
    if (result.verdict === 'denied') return denied;
  }
  return result ?? denied;
};

/** Edges that a workload's own policy opens. */
export const addWorkloadPolicyEdges = (
  parts: Parts,
  holders: readonly Holder[],
  holderOf: readonly (Holder | undefined)[],
): void => {
  const { resourcePolicies, store, workloads } = parts.inventory;
  if (resourcePolicies.length === 0) return;
  const byArn = new Map<string, ScopedWorkload>(workloads.map((item) => [item.data.Arn, item]));
  for (const { arn, account, document } of resourcePolicies) {
    const workload = byArn.get(arn);
    if (workload === undefined) continue;
    const subject: Subject = { parts, arn, account, document: store.documents[document]! };
    const techniques = workloadTechniques.filter(
      ({ resourceType, needs }) =>
        resourceType === workload.data.ResourceType &&
        allowsFor(
          subject,
          needs.map(({ action }) => action),
        ).length > 0,
    );
    const statements = allowsFor(
      subject,
      techniques.flatMap(({ needs }) => needs.map(({ action }) => action)),
    );
    for (const candidate of candidatesOf(subject, statements, holders, holderOf)) {
      for (const technique of techniques) {
        const decision = decideAll(subject, technique, candidate);
        if (decision.verdict === 'denied') continue;
        const more = [
          ...(candidate.details.assumes ?? []),
          ...(technique.assumes === undefined ? [] : [technique.assumes]),
        ];
        addWayThroughWorkload(parts.graph, candidate.node, technique, {
          id: arn,
          runsAs: workload.data.RoleArns.flatMap((roleArn) => {
            const node = parts.indexOf(roleArn);
            return node === undefined ? [] : [{ node, details: noDetails }];
          }),
          details: {
            ...detailsOf({ ...decision, by: candidate.node < 0 ? [] : decision.by }),
            assumes: [...decision.assumes, ...more],
          },
        });
      }
    }
  }
};
