import { answerFault } from '../../../src/collection/failure.ts';
import type { AwsRecordKind } from '../facts/records.ts';
import { tagsIn, workloadOf } from '../import/workload-item.ts';
import { type WorkloadRoles, workloadRoles } from '../import/workload-roles.ts';
import type { AwsService } from './calls.ts';
import { foundIn } from './found.ts';
import type { Guardable } from './guard.ts';
import type { AccountSession, RegionalConfig } from './session.ts';
import type { Reading } from './source.ts';

/** One region of one account, and how to ask it. */
export interface Region {
  readonly name: string;
  readonly account: string;
  readonly partition: string;
  readonly request: { readonly abortSignal: AbortSignal };
  /** Hands a client to `use` and closes it afterwards. */
  readonly withClient: <Client extends Guardable & { readonly destroy: () => void }, Result>(
    service: AwsService,
    make: (config: RegionalConfig) => Client,
    use: (client: Client) => Promise<Result>,
  ) => Promise<Result>;
}

export const regionOf = (session: AccountSession, name: string): Region => ({
  name,
  account: session.account,
  partition: session.caller.split(':')[1] ?? 'aws',
  request: session.request,
  withClient: async (service, make, use) => {
    const client = session.open(service, name, make);
    try {
      return await use(client);
    } finally {
      client.destroy();
    }
  },
});

/** The ARN of something in the region, of a service whose lists give none. */
export const arnIn = ({ partition, name, account }: Region, service: string, resource: string): string =>
  `arn:${partition}:${service}:${name}:${account}:${resource}`;

/** A record that a list gives by itself. `false`: it has not the shape of the API. */
export type PutRecord = (kind: AwsRecordKind, raw: unknown) => Promise<boolean>;

/** Data of a workload record, before its schema is applied. */
export type RawWorkload = Readonly<Record<string, unknown>>;

/** A list's entry in the fields that a workload record has; the rest of the entry, secrets among it, is left behind. */
export interface Listed {
  readonly arn: string | undefined;
  readonly name: string | undefined;
  readonly role?: string | undefined | readonly (string | undefined)[];
  readonly profile?: string | undefined;
  readonly state?: string | undefined;
  /** As the list has them; absent: it has none. */
  readonly tags?: unknown;
  /** The entry itself: `kept.ts` put there what it found in its settings. */
  readonly settings?: object | undefined;
}

const fields: WorkloadRoles = { roles: ['role'], profiles: ['profile'], state: 'state' };

/** Their settings are asked for one by one, role or not. */
const keepWithoutRole: ReadonlySet<string> = new Set(['AWS::EC2::Instance']);

/** `undefined` where it runs as no role and is good for nothing without. @throws answerFault where it is no entry of such a list */
export const listedWorkload = (
  region: Region,
  resourceType: string,
  { arn, name, tags, settings, ...configuration }: Listed,
): RawWorkload | undefined => {
  if (arn === undefined) throw answerFault('an entry of the list has neither an ARN nor a name');
  return workloadOf(
    {
      arn,
      account: region.account,
      resourceType,
      name,
      region: region.name,
      configuration,
      tags: tagsIn(tags),
      found: foundIn(settings),
    },
    keepWithoutRole.has(resourceType) || workloadRoles[resourceType]?.withoutRole === true
      ? { ...fields, withoutRole: true }
      : fields,
  );
};

/** How far the reading of one call came in one region, and what it gave. */
export interface RegionReading extends Omit<Reading, 'pages'> {
  readonly source: string;
  readonly region: string;
}
