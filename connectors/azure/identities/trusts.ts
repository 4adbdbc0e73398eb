import type { Condition } from '../../../src/model/condition.ts';
import { type ClaimTest, claimTest, type TokenAcceptance } from '../../../src/model/federation.ts';
import type { Trust } from '../../../src/model/trust.ts';
import { type AzureInventory, type Fact, sourceOf } from '../facts/inventory.ts';
import { normalScope } from '../rbac/scope.ts';
import type { Principal } from './principals.ts';

type FederatedCredential = Fact<'azure.federated-credential'>;

/** Federated credentials of each principal: of its application, of itself, of its resource. */
export const federatedCredentialsOf = (
  inventory: AzureInventory,
): ((principal: Principal) => readonly FederatedCredential[]) => {
  const byOwner = Map.groupBy(inventory.of('azure.federated-credential'), ({ data }) =>
    data.of.startsWith('/') ? normalScope(data.of) : data.of.toLowerCase(),
  );
  return ({ id, application, assignedPath, appId }) =>
    [...new Set([id, application?.data.id, assignedPath, appId])].flatMap((key) =>
      key === undefined ? [] : (byOwner.get(key) ?? []),
    );
};

export const issuerOf = (url: string): string => url.replace(/^https:\/\//i, '').replace(/\/+$/, '');

/**
 * `claims['sub'] matches 'repo:contoso/*' and claims['job_workflow_ref'] eq '…'`; in `matches` a star stands for any run and a
 * question mark for one character. A quote is doubled in a value.
 * https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials
 * @returns undefined: it says something else, and nobody can tell whom it lets in
 */
export const testsOfExpression = (expression: string): readonly ClaimTest[] | undefined => {
  const tests: ClaimTest[] = [];
  let rest = expression.trim();
  const part = /^claims\['([^']+)'\]\s+(eq|matches)\s+'((?:[^']|'')*)'\s*/i;
  for (;;) {
    const found = part.exec(rest);
    if (found === null) return undefined;
    const [all, claim, operator, value] = found;
    tests.push(
      claimTest(claim!, [value!.replaceAll("''", "'")], {
        operator: operator!.toLowerCase() === 'eq' ? 'equals' : 'like',
      }),
    );
    rest = rest.slice(all.length);
    if (rest === '') return tests;
    const and = /^and\s+/i.exec(rest);
    if (and === null) return undefined;
    rest = rest.slice(and[0].length);
  }
};

/** Which tokens a federated credential accepts: issuer, subject and audience have to be equal to the letter. */
export const acceptanceOf = ({ data }: FederatedCredential): TokenAcceptance => {
  const audiences = data.audiences ?? [];
  const written = data.claimsMatchingExpression?.value;
  const claims =
    written === undefined ? [claimTest('sub', [data.subject ?? ''])] : testsOfExpression(written);
  return {
    issuer: issuerOf(data.issuer),
    tests: [...(claims ?? []), ...(audiences.length === 0 ? [] : [claimTest('aud', audiences)])],
    assumes: claims === undefined ? [`the token meets ${written!.slice(0, 120)}`] : [],
  };
};

const conditionOf = ({ claim, operator, values }: ClaimTest): Condition => ({
  class: claim === 'sub' ? 'federated-subject' : claim === 'aud' ? 'federated-audience' : 'federated-claim',
  operator: operator === 'equals' ? 'StringEquals' : 'StringLike',
  key: claim,
  values,
});

/** Connections of Azure DevOps that sign in as each principal. */
export const connectionsOf = (
  inventory: AzureInventory,
): ((principal: Principal) => readonly Fact<'azure.service-connection'>[]) => {
  const byClient = Map.groupBy(
    inventory.of('azure.service-connection'),
    ({ tenant, data }) => `${tenant} ${data.clientId ?? ''}`,
  );
  return ({ appId, tenant }) =>
    appId === undefined ? [] : (byClient.get(`${tenant} ${appId.toLowerCase()}`) ?? []);
};

/**
 * What a connection says that the principal accepts, where its federated credentials were not read.
 * https://learn.microsoft.com/azure/devops/pipelines/release/configure-workload-identity
 */
const ofConnections = (
  connections: readonly Fact<'azure.service-connection'>[],
  known: readonly FederatedCredential[],
): readonly Trust[] =>
  connections.flatMap((fact): readonly Trust[] => {
    const { issuer, subject } = fact.data;
    if (issuer == null || subject == null) return [];
    const isKnown = known.some(
      ({ data }) => issuerOf(data.issuer) === issuerOf(issuer) && data.subject === subject,
    );
    if (isKnown) return [];
    const tests = [claimTest('sub', [subject])];
    return [
      {
        mechanism: 'federate',
        party: 'federated',
        principal: issuer,
        external: 'yes',
        conditions: tests.map(conditionOf),
        accepts: { issuer: issuerOf(issuer), tests, assumes: ['its federated credential is still there'] },
        source: sourceOf(fact),
      },
    ];
  });

/**
 * Who may become a principal by a token of another issuer.
 * @param asked what its own sign-in rests on
 */
export const trustsOf = (
  principal: Principal,
  credentials: readonly FederatedCredential[],
  connections: readonly Fact<'azure.service-connection'>[],
  asked: readonly string[],
): readonly Trust[] => [
  ...credentials.map((fact): Trust => {
    const accepted = acceptanceOf(fact);
    const accepts = { ...accepted, assumes: [...accepted.assumes, ...asked] };
    // Tokens that Entra makes for a connection of Azure DevOps come from there, whoever signs them.
    const isConnection = fact.data.subject?.startsWith('/eid1/') === true;
    const own = accepts.issuer.toLowerCase().includes(principal.tenant) && !isConnection;
    return {
      mechanism: 'federate',
      party: 'federated',
      principal: fact.data.issuer,
      external: own ? 'no' : 'yes',
      conditions: accepts.tests.map(conditionOf),
      accepts,
      source: sourceOf(fact),
    };
  }),
  ...ofConnections(connections, credentials),
];
