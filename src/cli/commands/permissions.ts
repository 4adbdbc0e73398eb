import { Argument, Command } from 'commander';
import type { Given } from '../../../connectors/connector.ts';
import type { Context, DefineCommand } from '../context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { examples, providerExamples } from '../flags.ts';
import { addFlags, liveConnectors } from '../live-flags.ts';

const run = async (provider: string, options: Given, context: Context): Promise<ExitCode> => {
  const { live } = liveConnectors.find(({ id }) => id === provider)!;
  const { permissions } = await live.load();
  await context.write([`${JSON.stringify(permissions(options), undefined, 2)}\n`]);
  return exitCodes.pass;
};

export const permissions: DefineCommand = (context, end) => {
  const command = new Command('permissions')
    .summary('print the least privilege that a live scan needs')
    .description(
      "Prints the provider's own policy with the permissions that a live scan needs: reads only, from the same table that the read-only guard uses.",
    )
    .addArgument(new Argument('<provider>').choices(liveConnectors.map(({ id }) => id)));
  for (const { live } of liveConnectors) addFlags(command, live.permissionFlags);
  return examples(command, providerExamples('permissions')).action(async (provider: string, options: Given) =>
    end(await run(provider, options, context)),
  );
};
