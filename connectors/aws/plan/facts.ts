import type { SnapshotRecord } from '../../../src/model/snapshot.ts';

/**
 * What one resource of a plan or template says about an account, on one side of the change. Terraform and
 * CloudFormation say the same things in other words: their tables turn resources into these, and `draft.ts` turns these
 * into the records that a live scan would have made.
 */

/** A user, role or group by its name, which is unique in an account. */
export interface Holder {
  readonly kind: 'role' | 'user' | 'group';
  readonly account: string;
  readonly name: string;
}

/** A policy text as far as it is known. `unknown`: what is missing, one clause each; empty: nothing is. */
export interface Text {
  /** Absent: nothing of it is known. */
  readonly document?: unknown;
  readonly unknown: readonly string[];
}

export type Fact =
  | {
      readonly fact: 'principal';
      readonly holder: Holder;
      readonly arn: string;
      readonly path: string;
      readonly uniqueId?: string;
      readonly trust?: Text;
      /** ARN of the permissions boundary. */
      readonly boundary?: string;
      readonly tags: Readonly<Record<string, string>>;
      readonly maxSession?: number;
      /** Only there so that others can point at it: nothing is known of it but its name. */
      readonly mentioned?: true;
    }
  | { readonly fact: 'attached'; readonly holder: Holder; readonly policy: string; readonly shown?: true }
  | {
      readonly fact: 'inline';
      readonly holder: Holder;
      readonly name: string;
      readonly text: Text;
      /** As the provider listed it, and not because the configuration says so. */
      readonly shown?: true;
    }
  /** All other attached policies are taken away. */
  | { readonly fact: 'only-attached'; readonly holder: Holder; readonly policies: readonly string[] }
  | { readonly fact: 'only-inline'; readonly holder: Holder; readonly names: readonly string[] }
  | {
      readonly fact: 'policy';
      readonly arn: string;
      readonly account: string;
      readonly name: string;
      readonly text: Text;
    }
  | { readonly fact: 'member'; readonly user: Holder; readonly group: string }
  | { readonly fact: 'only-groups'; readonly user: Holder; readonly groups: readonly string[] }
  | {
      readonly fact: 'instance-profile';
      readonly account: string;
      readonly arn: string;
      readonly name: string;
      readonly role: string;
    }
  | { readonly fact: 'password'; readonly user: Holder; readonly arn: string }
  /** A snapshot record as it is. */
  | { readonly fact: 'record'; readonly record: SnapshotRecord; readonly about: readonly Holder[] }
  /** An organisation policy holds for a target. */
  | {
      readonly fact: 'organization-policy';
      readonly id: string;
      readonly name: string;
      readonly type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
      readonly text: Text;
    }
  | { readonly fact: 'organization-target'; readonly policy: string; readonly target: string }
  /** Nobody can tell. Counts only where the resource changes. */
  | {
      readonly fact: 'unknown';
      /** Absent: nobody can tell whom it is about either. */
      readonly holder?: Holder;
      /** `the text of the policy`. */
      readonly what: string;
      readonly why: string;
      readonly privileged: boolean;
    };

export const holderKey = ({ kind, account, name }: Holder): string => `${kind} ${account} ${name}`;

/**
 * The name of something that gets its name when it is made. Neither a wildcard nor a blank may stand in it: it is matched
 * against patterns of policies and written in lists.
 */
export const standIn = (address: string): string => `(${address.replace(/[*?\s/:]/g, '_')})`;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export const iamArn = (
  partition: string,
  account: string,
  kind: string,
  path: string,
  name: string,
): string => `arn:${partition}:iam::${account}:${kind}${path === '' ? '/' : path}${name}`;
