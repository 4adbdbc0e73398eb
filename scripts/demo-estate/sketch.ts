import type { Statement, TrustStatement } from './policy.ts';

/**
 * The words that the demo estate is written in. Every time is a number of days before the collection, so that the
 * tables read as a story; `never` is: the provider knows of no use.
 */
export type DaysAgo = number;

/** What runs as a role, in the words of AWS Config. */
export interface Workload {
  readonly type:
    | 'AWS::Lambda::Function'
    | 'AWS::EC2::Instance'
    | 'AWS::ECS::TaskDefinition'
    | 'AWS::Glue::Job'
    | 'AWS::CodeBuild::Project'
    | 'AWS::StepFunctions::StateMachine';
  readonly name: string;
}

export interface AccessKey {
  readonly created: DaysAgo;
  readonly used: DaysAgo | 'never';
  readonly service?: string;
  /** Default: active. */
  readonly status?: 'active' | 'inactive';
}

export interface Password {
  readonly changed: DaysAgo;
  readonly used: DaysAgo | 'never';
  readonly mfa: boolean;
}

/** A key that opens one service only: `aws iam create-service-specific-credential`. */
export interface ServiceKey {
  readonly service: string;
  readonly created: DaysAgo;
  /** Days after the collection; absent: never ends. */
  readonly expiresIn?: number;
}

/** What users and roles have in common. */
interface Principal {
  readonly name: string;
  readonly path?: string;
  readonly created: DaysAgo;
  /** Tag `team`; absent: nobody has put a name on it. */
  readonly team?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Names of managed policies: the account's own, else AWS's. */
  readonly managed?: readonly string[];
  /** Policy name → statements. */
  readonly inline?: Readonly<Record<string, readonly Statement[]>>;
  /** Name of one of the account's policies. */
  readonly boundary?: string;
}

export interface User extends Principal {
  readonly groups?: readonly string[];
  readonly password?: Password;
  readonly keys?: readonly AccessKey[];
  readonly serviceKeys?: readonly ServiceKey[];
}

export interface Role extends Principal {
  readonly trust: readonly TrustStatement[];
  readonly used: DaysAgo | 'never';
  readonly runs?: readonly Workload[];
}

export interface Group {
  readonly name: string;
  readonly created: DaysAgo;
  readonly managed?: readonly string[];
  readonly inline?: Readonly<Record<string, readonly Statement[]>>;
}

/** A customer managed policy. `earlier`: versions that are no longer the default. */
export interface Policy {
  readonly name: string;
  readonly created: DaysAgo;
  readonly statements: readonly Statement[];
  readonly earlier?: readonly (readonly Statement[])[];
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly environment: 'production' | 'development';
  readonly region: string;
  readonly created: DaysAgo;
  readonly root: { readonly password: Password; readonly key?: AccessKey };
  readonly groups: readonly Group[];
  readonly users: readonly User[];
  readonly roles: readonly Role[];
  readonly policies: readonly Policy[];
  /** Name of the role that the scan runs as. */
  readonly scanner: string;
}
