import type { Argument, Command, Option } from 'commander';

/**
 * Completion for shells, written from the commands as they are defined: subcommands, flags, and the values of those that
 * have a list. Static text: no process is started when somebody presses Tab.
 *
 * - https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html
 * - https://zsh.sourceforge.io/Doc/Release/Completion-System.html
 * - https://fishshell.com/docs/current/completions.html
 */

interface Flag {
  /** `--format`, and `-h`. */
  readonly names: readonly string[];
  readonly says: string;
  readonly takesValue: boolean;
  /** Empty: any text, or a file. */
  readonly values: readonly string[];
  readonly isRepeatable: boolean;
}

interface Completed {
  /** `exceptions add`; empty: the program. */
  readonly path: string;
  readonly says: string;
  readonly flags: readonly Flag[];
  readonly below: readonly Completed[];
  /** Values of its first argument. */
  readonly values: readonly string[];
  readonly takesFiles: boolean;
}

const flagOf = (option: Option): Flag => ({
  names: [option.long, option.short].filter((name) => name != null),
  says: option.description,
  takesValue: option.required || option.optional,
  values: option.argChoices ?? [],
  isRepeatable: /\(repeatable\)$/.test(option.description),
});

const takesFiles = ({ argChoices }: Argument): boolean => argChoices === undefined;

const completed = (command: Command, path: string): Completed => {
  const help = command.createHelp();
  const [first] = command.registeredArguments;
  return {
    path,
    says: command.summary() || command.description(),
    flags: help.visibleOptions(command).map(flagOf),
    below: command.commands.map((each) =>
      completed(each, path === '' ? each.name() : `${path} ${each.name()}`),
    ),
    values: first?.argChoices ?? [],
    takesFiles: command.registeredArguments.some(takesFiles),
  };
};

const all = (command: Completed): readonly Completed[] => [command, ...command.below.flatMap(all)];

const nameOf = ({ path }: Completed): string => path.slice(path.lastIndexOf(' ') + 1);

/** One word for a POSIX shell, zsh and fish alike. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const words = (texts: readonly string[]): string => quoted(texts.join(' '));

const bash = (program: Completed, name: string): string => {
  const commands = all(program);
  const groups = commands.filter(({ below }) => below.length > 0);
  const enter = groups.flatMap(({ below }) =>
    below.map(({ path }) => `      ${quoted(path)}) path=${quoted(path)} ;;`),
  );
  const values = commands.flatMap(({ path, flags }) => {
    const arm = (flag: Flag): string =>
      flag.names.map((each) => quoted(path === '' ? each : `${path} ${each}`)).join(' | ');
    const taking = flags.filter(({ takesValue }) => takesValue);
    const free = taking.filter(({ values: known }) => known.length === 0);
    return [
      ...taking
        .filter(({ values: known }) => known.length > 0)
        .map(
          (flag) =>
            `    ${arm(flag)}) COMPREPLY=($(compgen -W ${words(flag.values)} -- "$current")); return ;;`,
        ),
      ...(free.length === 0 ? [] : [`    ${free.map(arm).join(' | ')}) _nhi_audit_files; return ;;`]),
    ];
  });
  const offered = commands.map(({ path, flags, below, values: first, takesFiles: files }) => {
    const flagWords = words(flags.flatMap(({ names }) => names));
    const others = words([...below.map(nameOf), ...first]);
    return `    ${quoted(path)}) flags=${flagWords}; others=${others}; files=${files ? 'yes' : ''} ;;`;
  });
  return `# bash completion of ${name}. Put this into ~/.bashrc:  source <(${name} completion bash)
_nhi_audit_files() {
  local IFS=$'\\n'
  COMPREPLY+=($(compgen -f -- "$current"))
}
_nhi_audit() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local path='' word flags='' others='' files='' at
  COMPREPLY=()
  # bash takes --flag=value for three words.
  if [[ $current == '=' ]]; then current=''
  elif [[ $previous == '=' ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    [[ $word == -* ]] && continue
    case "\${path:+$path }$word" in
${enter.join('\n')}
    esac
  done
  case "\${path:+$path }$previous" in
${values.join('\n')}
  esac
  case "$path" in
${offered.join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$others" -- "$current"))
    if [[ -n $files ]]; then _nhi_audit_files; fi
  fi
}
complete -o filenames -F _nhi_audit ${name}
`;
};

/** Within a specification of `_arguments`, brackets and colons mean something. */
const inSpec = (text: string): string => text.replaceAll(/[\\[\]:]/g, (sign) => `\\${sign}`);

const zsh = (program: Completed, name: string): string => {
  const functionOf = ({ path }: Completed): string =>
    `_nhi_audit${path === '' ? '' : `_${path}`}`.replaceAll(/[ -]/g, '_');
  const specOf = ({ names, says, takesValue, values, isRepeatable }: Flag): readonly string[] =>
    names.map((flag) => {
      const value = !takesValue ? '' : values.length === 0 ? ':value:_files' : `:value:(${values.join(' ')})`;
      const form = takesValue && flag.startsWith('--') ? `${flag}=` : flag;
      return quoted(`${isRepeatable ? '*' : ''}${form}[${inSpec(says)}]${value}`);
    });
  const bodies = all(program).map((command) => {
    const specs = command.flags.flatMap(specOf);
    if (command.below.length === 0) {
      const rest = [
        ...(command.values.length === 0 ? [] : [quoted(`1:value:(${command.values.join(' ')})`)]),
        ...(command.takesFiles ? [quoted('*:file:_files')] : []),
      ];
      return `${functionOf(command)}() {\n  _arguments -s ${[...specs, ...rest].join(' \\\n    ')}\n}`;
    }
    const offered = command.below.map((each) => quoted(`${nameOf(each)}:${inSpec(each.says)}`));
    const cases = command.below.map((each) => `        ${nameOf(each)}) ${functionOf(each)} ;;`);
    return `${functionOf(command)}() {
  local state line
  local -a commands=(
    ${offered.join('\n    ')}
  )
  _arguments -C ${[...specs, "'1:command:->command'", "'*::argument:->argument'"].join(' \\\n    ')}
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
${cases.join('\n')}
      esac ;;
  esac
}`;
  });
  return `#compdef ${name}
# zsh completion of ${name}. Write it to a folder of $fpath:  ${name} completion zsh > ~/.zfunc/_${name}
${bodies.join('\n')}
if [[ $funcstack[1] == _${name} ]]; then _nhi_audit "$@"; else compdef _nhi_audit ${name}; fi
`;
};

const fish = (program: Completed, name: string): string => {
  const conditionOf = ({ path, below }: Completed): string => {
    const given = path === '' ? [] : path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
    const not = below.length === 0 ? [] : [`not __fish_seen_subcommand_from ${below.map(nameOf).join(' ')}`];
    return quoted([...given, ...not].join('; and '));
  };
  const lines = all(program).flatMap((command) => {
    const start = `complete -c ${name} -n ${conditionOf(command)}`;
    return [
      ...command.below.map((each) => `${start} -f -a ${quoted(nameOf(each))} -d ${quoted(each.says)}`),
      ...(command.values.length === 0 ? [] : [`${start} -f -a ${words(command.values)}`]),
      ...command.flags.map(({ names, says, takesValue, values }) => {
        const flags = names.map((flag) =>
          flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
        );
        const value = !takesValue ? '' : values.length === 0 ? ' -r -F' : ` -x -a ${words(values)}`;
        return `${start} ${flags.join(' ')}${value} -d ${quoted(says)}`;
      }),
    ];
  });
  return `# fish completion of ${name}. Write it to:  ~/.config/fish/completions/${name}.fish
${lines.join('\n')}
`;
};

const writers = { bash, zsh, fish } as const;

export type Shell = keyof typeof writers;
export const shells = Object.keys(writers) as readonly Shell[];

/** @param program the whole program, with all of its commands */
export const completionOf = (shell: Shell, program: Command): string =>
  writers[shell](completed(program, ''), program.name());
