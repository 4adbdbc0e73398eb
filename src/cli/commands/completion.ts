import { Argument, Command } from 'commander';
import type { Shell } from '../completion.ts';
import type { DefineCommand } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { examples } from '../flags.ts';

export const completion: DefineCommand = (context, end) => {
  const command = new Command('completion')
    .summary('print the completion script of a shell')
    .description(
      'Prints a script with which the shell completes commands, flags and their values on Tab. It is made from the commands of this version: make it again after an update.',
    )
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish'] satisfies Shell[]));
  return examples(command, [
    ['bash: in ~/.bashrc', 'source <(nhi-audit completion bash)'],
    ['zsh: in a folder of $fpath', 'nhi-audit completion zsh > ~/.zfunc/_nhi-audit'],
    ['fish', 'nhi-audit completion fish > ~/.config/fish/completions/nhi-audit.fish'],
  ]).action(async (shell: Shell) => {
    const { completionOf } = await import('../completion.ts');
    await context.write([completionOf(shell, command.parent!)]);
    end(exitCodes.pass);
  });
};
