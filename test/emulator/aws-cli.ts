import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { python } from './moto.ts';

/** The command line of AWS, by whose own tables of parameters printed commands are judged, and which carries them out. */

const environment = (url: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  AWS_ENDPOINT_URL: url,
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'emulator-secret',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_PAGER: '',
});

/** Commands to be carried out, from top to bottom. */
export interface Task {
  readonly lines: readonly string[];
  /** Which of the keys that a line lists `CREDENTIAL` stands for in those after it. */
  readonly key: number;
}

const python3 = (script: string, input: unknown, url: string, folder: string): readonly string[] => {
  const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, script)], {
    encoding: 'utf8',
    input: JSON.stringify(input),
    env: environment(url),
    cwd: folder,
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${script}: ${stderr.slice(-2000)}`);
  return JSON.parse(stdout) as readonly string[];
};

/** Carries commands out against an emulator, in one process. What each line printed. */
export const carryOut = (tasks: readonly Task[], url: string, folder: string): readonly string[] =>
  python3('carry_out.py', tasks, url, folder);

/** What is wrong with each line by the models of AWS: empty where it could be sent. Nothing is sent. */
export const checkLines = (lines: readonly string[], folder: string): readonly string[] =>
  python3('check_commands.py', lines, 'http://127.0.0.1:9', folder);
