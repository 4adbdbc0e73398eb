/**
 * An SSH key of an IAM user opens CodeCommit repositories and nothing else, and IAM lists them user by user. So only
 * those users are asked about whose policies name an action that could be one of CodeCommit's; for all others such a
 * key would be dead. It looks at actions only: denies, conditions and resources may take it away again.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_ssh-keys.html
 */
export interface CodeCommitReach {
  readonly note: (page: PolicyHolders) => void;
  /** Call after the last page. */
  readonly users: () => readonly string[];
}

type Attached = readonly { readonly PolicyArn?: string | undefined }[] | undefined;
type Inline = readonly { readonly PolicyDocument?: unknown }[] | undefined;

/** Whose policies are looked at: a page of the account's entities, with documents decoded. */
export interface PolicyHolders {
  readonly users: readonly {
    readonly UserName?: string | undefined;
    readonly UserPolicyList?: Inline;
    readonly AttachedManagedPolicies?: Attached;
    readonly GroupList?: readonly string[] | undefined;
  }[];
  readonly groups: readonly {
    readonly GroupName?: string | undefined;
    readonly GroupPolicyList?: Inline;
    readonly AttachedManagedPolicies?: Attached;
  }[];
  readonly policies: readonly {
    readonly Arn?: string | undefined;
    readonly PolicyVersionList?:
      | readonly { readonly IsDefaultVersion?: boolean | undefined; readonly Document?: unknown }[]
      | undefined;
  }[];
}

interface Holder {
  readonly inline: boolean;
  readonly attached: readonly string[];
  readonly groups: readonly string[];
}

/** Whether an action pattern can match an action of `codecommit`: compared up to the first wildcard or the colon. */
const canMatchCodeCommit = (action: unknown): boolean => {
  if (typeof action !== 'string') return true;
  const service = /^[^*?:]*/.exec(action)?.[0].toLowerCase() ?? '';
  const wild = action.length > service.length && action[service.length] !== ':';
  return wild ? 'codecommit'.startsWith(service) : service === 'codecommit';
};

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** `true` also for a document that cannot be read. */
export const namesCodeCommit = (document: unknown): boolean => {
  if (typeof document !== 'object' || document === null) return true;
  const { Statement } = document as { readonly Statement?: unknown };
  return listOf(Statement).some((statement) => {
    if (typeof statement !== 'object' || statement === null) return true;
    const { Effect, Action, NotAction } = statement as Readonly<Record<string, unknown>>;
    if (Effect === 'Deny') return false;
    return NotAction !== undefined || listOf(Action).some(canMatchCodeCommit);
  });
};

export const createCodeCommitReach = (): CodeCommitReach => {
  const users = new Map<string, Holder>();
  const groups = new Map<string, Holder>();
  /** Managed policies that were seen, and whether they name CodeCommit. */
  const policies = new Map<string, boolean>();
  const arns = (attached: Attached) => (attached ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []);
  const reaches = (holder: Holder): boolean =>
    // A policy that did not come with the account is taken as reaching it.
    holder.inline || holder.attached.some((arn) => policies.get(arn) ?? true);
  return {
    note: (page) => {
      for (const user of page.users) {
        users.set(user.UserName ?? '', {
          inline: (user.UserPolicyList ?? []).some((policy) => namesCodeCommit(policy.PolicyDocument)),
          attached: arns(user.AttachedManagedPolicies),
          groups: user.GroupList ?? [],
        });
      }
      for (const group of page.groups) {
        groups.set(group.GroupName ?? '', {
          inline: (group.GroupPolicyList ?? []).some((policy) => namesCodeCommit(policy.PolicyDocument)),
          attached: arns(group.AttachedManagedPolicies),
          groups: [],
        });
      }
      for (const policy of page.policies) {
        const version =
          policy.PolicyVersionList?.find((one) => one.IsDefaultVersion) ?? policy.PolicyVersionList?.[0];
        policies.set(policy.Arn ?? '', namesCodeCommit(version?.Document));
      }
    },
    users: () =>
      [...users]
        .filter(([, user]) => {
          if (reaches(user)) return true;
          return user.groups.some((name) => {
            const group = groups.get(name);
            return group === undefined || reaches(group);
          });
        })
        .map(([name]) => name),
  };
};
