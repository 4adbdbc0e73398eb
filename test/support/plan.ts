/** Parts of a plan as `terraform show -json` prints it. https://developer.hashicorp.com/terraform/internals/json-format */
type Values = Readonly<Record<string, unknown>>;

export interface SketchedChange {
  readonly address: string;
  readonly type?: string;
  readonly was?: string;
  readonly actions?: readonly string[];
  readonly before?: Values | null;
  readonly after?: Values | null;
  readonly unknown?: Values;
  /** What the configuration writes of it; absent: all arguments of `after` as constants. */
  readonly expressions?: Values;
}

const actionsOf = ({ actions, before, after }: SketchedChange): readonly string[] => {
  if (actions !== undefined) return actions;
  if (before == null) return ['create'];
  if (after == null) return ['delete'];
  return JSON.stringify(before) === JSON.stringify(after) ? ['no-op'] : ['update'];
};

/** `module.a["x"].aws_iam_role.this[0]`: type and name without module and index. */
const plain = (address: string): readonly [type: string, name: string] => {
  const parts = address.replace(/\[[^\]]*\]/g, '').split('.');
  return [parts.at(-2)!, parts.at(-1)!];
};

const providers: Readonly<Record<string, string>> = {
  aws: 'hashicorp/aws',
  github: 'integrations/github',
  azurerm: 'hashicorp/azurerm',
  azuread: 'hashicorp/azuread',
  google: 'hashicorp/google',
};
const providerOf = (type: string): string => type.slice(0, type.indexOf('_'));

export const planText = (changes: readonly SketchedChange[], further: object = {}): string =>
  JSON.stringify(
    {
      format_version: '1.2',
      terraform_version: '1.11.4',
      timestamp: '2026-11-01T00:00:00Z',
      resource_changes: changes.map((change) => {
        const [type, name] = plain(change.address);
        return {
          address: change.address,
          ...(change.was === undefined ? {} : { previous_address: change.was }),
          mode: 'managed',
          type,
          name,
          provider_name: `registry.terraform.io/${providers[providerOf(type)] ?? `hashicorp/${providerOf(type)}`}`,
          change: {
            actions: actionsOf(change),
            before: change.before ?? null,
            after: change.after ?? null,
            after_unknown: change.unknown ?? {},
          },
        };
      }),
      configuration: {
        root_module: {
          resources: changes
            .filter(({ address }) => !address.startsWith('module.'))
            .map((change) => {
              const [type, name] = plain(change.address);
              return {
                address: `${type}.${name}`,
                mode: 'managed',
                type,
                name,
                provider_config_key: providerOf(type),
                expressions:
                  change.expressions ??
                  Object.fromEntries(
                    Object.keys(change.after ?? {}).map((key) => [key, { constant_value: '' }]),
                  ),
              };
            }),
        },
      },
      ...further,
    },
    null,
    1,
  );
