import type { Command } from 'commander';
import { programOf } from '../../src/cli/run.ts';

export interface LeafCommand {
  /** `evidence show` */
  readonly path: string;
  /** Choices of its `--format`, the default first. */
  readonly formats: readonly string[];
  /** Long names of its flags that take a value, but for those that say where a provider is read. */
  readonly flags: readonly string[];
}

const ofProvider = /^--(?:aws|azure|gcp|github)/;

/** All that can be run, as the program itself defines it. */
export const leafCommands = (): readonly LeafCommand[] => {
  const program = programOf(
    undefined,
    {
      write: async () => {},
      note: () => {},
      progress: () => {},
      colour: false,
      columns: 80,
      workingDirectory: '.',
      isCi: false,
      now: () => new Date(0),
    },
    () => {},
    () => {},
  );
  const below = (command: Command, path: string): readonly LeafCommand[] => {
    const runs = 'registeredArguments' in command && Reflect.get(command, '_actionHandler') != null;
    const format = command.options.find(({ long }) => long === '--format');
    const choices = format?.argChoices ?? [];
    const usual = choices.filter((each) => each === format?.defaultValue);
    return [
      ...(runs
        ? [
            {
              path,
              formats: [...usual, ...choices.filter((each) => !usual.includes(each))],
              flags: command.options.flatMap(({ long, required }) =>
                required && long != null && !ofProvider.test(long) ? [long] : [],
              ),
            },
          ]
        : []),
      ...command.commands.flatMap((each) => below(each, `${path} ${each.name()}`.trim())),
    ];
  };
  return below(program, '');
};
