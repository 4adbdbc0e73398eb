import { Argument, Command } from 'commander';
import type { Context, DefineCommand } from '../context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { examples, repeatable } from '../flags.ts';

interface PermissionsOptions {
  readonly assumeRole?: readonly string[];
  readonly githubEnterprise?: boolean;
  readonly githubCodespaces?: boolean;
}

/** Provider to the least privilege that a scan of it needs, in the provider's own form. */
const policies: Readonly<Record<string, (options: PermissionsOptions) => Promise<unknown>>> = {
  aws: async ({ assumeRole }) => {
    const { awsPermissions } = await import('../../../connectors/aws/collect/permissions.ts');
    return awsPermissions(assumeRole === undefined ? {} : { assumeRoles: assumeRole });
  },
  github: async ({ githubEnterprise, githubCodespaces }) => {
    const { githubPermissions } = await import('../../../connectors/github/collect/permissions.ts');
    return githubPermissions({
      enterprise: githubEnterprise === true,
      codespaces: githubCodespaces === true,
    });
  },
};

const run = async (provider: string, options: PermissionsOptions, context: Context): Promise<ExitCode> => {
  await context.write([`${JSON.stringify(await policies[provider]!(options), undefined, 2)}\n`]);
  return exitCodes.pass;
};

export const permissions: DefineCommand = (context, end) => {
  const command = new Command('permissions')
    .summary('print the least privilege that a live scan needs')
    .description(
      "Prints the provider's own policy with the permissions that a live scan needs: reads only, from the same table that the read-only guard uses.",
    )
    .addArgument(new Argument('<provider>').choices(Object.keys(policies)))
    .addOption(
      repeatable(
        '--assume-role <arn>',
        'aws: also allow to enter other accounts through this role; wildcards allowed',
      ),
    )
    .option('--github-enterprise', 'github: also what scan --github-enterprise needs')
    .option('--github-codespaces', 'github: also what scan --github-codespaces needs');
  return examples(command, [
    ['a policy file', 'nhi-audit permissions aws > nhi-audit-policy.json'],
    [
      'for an identity that scans several accounts',
      "nhi-audit permissions aws --assume-role 'arn:aws:iam::*:role/nhi-audit'",
    ],
    ['the permissions of a GitHub App', 'nhi-audit permissions github'],
  ]).action(async (provider: string, options: PermissionsOptions) =>
    end(await run(provider, options, context)),
  );
};
