import type { AwsRecordKind } from '../facts/records.ts';
import type { FoundInSettings } from '../import/setting-literals.ts';
import { hasNoPolicy } from './failure.ts';
import { foundIn, policyIn } from './found.ts';
import type { Region } from './workload-region.ts';

/** Something that is asked for by itself. */
export interface Resource {
  readonly arn: string;
  /** As its service asks for it. */
  readonly name: string;
  /** Where it is, if its list is one for all regions. */
  readonly region?: string | undefined;
}

/** What is asked of one resource. `undefined`: it has none. */
export type AskResource = (resource: Resource) => Promise<ResourceAnswer | undefined>;

export interface ResourceAnswer {
  readonly policy?: Readonly<Record<string, unknown>> | undefined;
  readonly found?: FoundInSettings;
  /** Whatever else it is good for. */
  readonly records?: readonly (readonly [AwsRecordKind, unknown])[];
}

/** What is asked of each resource of a type. */
export interface Question {
  readonly asks: string;
  readonly open: <Result>(region: Region, use: (ask: AskResource) => Promise<Result>) => Promise<Result>;
}

/** One answer in the words of `kept.ts`, or that there is no policy. */
export const answerOf = async (
  call: string,
  ask: () => Promise<unknown>,
): Promise<ResourceAnswer | undefined> => {
  try {
    const answer = await ask();
    return { policy: policyIn({ ...(answer as object) }), found: foundIn({ ...(answer as object) }) };
  } catch (error) {
    if (hasNoPolicy(error, call)) return;
    throw error;
  }
};
