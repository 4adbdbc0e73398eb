import { spawnSync } from 'node:child_process';

/**
 * `<!-- output: ARGUMENTS; from "LINE"; N lines -->`, then a text block that is replaced by those lines; with `; ends 1` the
 * command has to end with that code.
 */
const block =
  /(<!-- output: ([^;\n]+); from "([^"\n]*)"; (\d+) lines(?:; ends (\d))? -->\n)```text\n(?:(?!```).*\n)*```/g;

const outputOf = (line: string, code: number): readonly string[] => {
  const args = ['src/cli/main.ts', ...line.trim().split(' ')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== code) throw new Error(`nhi-audit ${line} ended with ${status}: ${stderr}`);
  return stdout.split('\n');
};

/** The text with every such block as the program prints it now: documents show real output or a test fails. */
export const withOutput = (markdown: string): string =>
  markdown.replace(
    block,
    (_, marker: string, line: string, from: string, count: string, code: string | undefined) => {
      const output = outputOf(line, Number(code ?? 0));
      const start = output.findIndex((each) => each.startsWith(from));
      if (start < 0)
        throw new Error(`nhi-audit ${line} prints no line that begins with ${JSON.stringify(from)}`);
      const lines = output.slice(start, start + Number(count)).join('\n');
      return `${marker}\`\`\`text\n${lines.trimEnd()}\n\`\`\``;
    },
  );
