import type { Exposure } from '../../../src/model/exposure.ts';
import type { Inventory, Principal } from '../facts/inventory.ts';
import { isOfAccount, isReadableSecret } from '../facts/settings.ts';

const most = 5;
const listed = (names: readonly string[]): string =>
  names.length > most
    ? `${names.slice(0, most).join(', ')} and ${names.length - most} more`
    : names.join(', ');

const kindOf = (resourceType: string): string => resourceType.replace(/^AWS::/, '').replaceAll('::', ' ');

type Workload = Inventory['workloads'][number]['data'];

const inSettings = ({ Arn, Name = Arn, ResourceType, Literals = [] }: Workload): Exposure => {
  const places = [...new Set(Literals.map(({ Place }) => Place))];
  const names = Literals.map(({ Name: name }) => name);
  const what = `${places.join(' and ')}${names.length === 1 ? '' : 's'} ${listed(names)}`;
  return {
    kind: 'literal-secret',
    key: Arn,
    says: `${kindOf(ResourceType)} ${Name} has a secret written out in ${what}`,
    evidence: [
      {
        record: 'aws.workload',
        id: Arn,
        pointer: '/Literals',
        says: `${what} of ${Arn} looks like a secret; the value was not kept`,
      },
    ],
    fix: `Replace the secret, keep the new one in Secrets Manager or as a SecureString parameter, and let the workload read it there.\naws secretsmanager create-secret --name NAME --secret-string file://new-secret`,
  };
};

const inParameter = ({ data: { Name, ARN = Name, Type } }: Inventory['parameters'][number]): Exposure => ({
  kind: 'literal-secret',
  key: ARN,
  says: `Parameter ${Name} promises a secret by its name and is not encrypted (${Type})`,
  severity: 'medium',
  confidence: 'low',
  evidence: [
    {
      record: 'aws.parameter',
      id: Name,
      pointer: '/Type',
      says: `${Name} is a ${Type}: whoever may call ssm:GetParameter reads it without a key`,
    },
  ],
  fix: 'Replace the secret, and keep the new one encrypted.\naws ssm put-parameter --name NAME --type SecureString --value file://new-secret',
});

const byRole = new WeakMap<Inventory, ReadonlyMap<string, readonly Workload[]>>();

const workloadsOf = (inventory: Inventory, role: string): readonly Workload[] => {
  let known = byRole.get(inventory);
  if (known === undefined) {
    const found = new Map<string, Workload[]>();
    for (const { data } of inventory.workloads) {
      if (data.Literals === undefined || data.Literals.length === 0) continue;
      for (const arn of data.RoleArns) {
        const list = found.get(arn);
        if (list === undefined) found.set(arn, [data]);
        else list.push(data);
      }
    }
    known = found;
    byRole.set(inventory, known);
  }
  return known.get(role) ?? [];
};

const read = new WeakMap<Inventory, ReadonlySet<string>>();

/** Whether a role, or one of an instance profile, is among the identities. */
const isRead = (inventory: Inventory): ((arn: string) => boolean) => {
  let known = read.get(inventory);
  if (known === undefined) {
    known = new Set(
      inventory.principals.flatMap(({ arn, instanceProfiles = [] }) => [arn, ...instanceProfiles]),
    );
    read.set(inventory, known);
  }
  return (arn) => known.has(arn);
};

/**
 * Secrets in the settings of what runs as the identity; of what runs as nobody, or as
 * a role that was not read, with the root user of the account.
 */
export const literalSecrets = (principal: Principal, inventory: Inventory): readonly Exposure[] =>
  principal.kind === 'root'
    ? [
        ...inventory.workloads
          .filter(({ scope, data }) => scope === principal.account && isOfAccount(data, isRead(inventory)))
          // Nobody of the account's own is known to run it: the root user makes it no worse.
          .map(({ data }): Exposure => ({ ...inSettings(data), atMost: 'high' })),
        ...inventory.parameters
          .filter(({ scope, data }) => scope === principal.account && isReadableSecret(data))
          .map(inParameter),
      ]
    : workloadsOf(inventory, principal.arn).map(inSettings);
