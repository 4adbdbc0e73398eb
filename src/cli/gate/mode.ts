import type { Command } from 'commander';
import type { GateInput } from '../../model/gate.ts';
import type { Settings } from '../../model/settings.ts';
import type { Found } from '../../pipeline/gate.ts';
import type { Context } from '../context.ts';
import type { GivenConfig } from '../settings-file.ts';
import type { SourceOptions } from '../source-options.ts';
import type { BaseRef } from './base/base-ref.ts';

/** Flags of the command itself; a mode adds its own and reads them by casting, as connectors do with theirs. */
export interface GateOptions extends SourceOptions {
  /** Of the modes that look at an estate beside a change. */
  readonly snapshot?: string;
  /** Of the same modes: accounts that the change is for. */
  readonly account?: readonly string[];
  readonly baseline?: string;
  readonly against?: string;
  readonly baseRef?: string;
  readonly renamed?: readonly string[];
  readonly policy?: Settings['gate']['policy'];
  readonly onIndeterminate?: Settings['gate']['onIndeterminate'];
  readonly ignoreUnread?: readonly string[];
  readonly exceptions?: string;
  readonly notify?: string;
  readonly config?: GivenConfig;
  readonly allowLoosenedConfig?: boolean;
  readonly format: string;
  readonly out?: string;
  readonly color: boolean;
}

export interface GateEnvironment {
  readonly context: Context;
  readonly settings: Settings;
  /** Present with `--base-ref`: what was approved is read from there and not from the working tree. */
  readonly base?: BaseRef;
}

/** The two states, or why there is no verdict. */
export type Prepared =
  | {
      readonly ok: true;
      /** `exceptions` is left empty: the command reads and judges them. */
      readonly input: GateInput;
      /** What is compared with what, for people. */
      readonly before: string;
      readonly after: string;
      /** Findings and identities after the change, where there are any. */
      readonly found?: Found;
    }
  | { readonly ok: false; readonly says: string; readonly remedy: string };

/** One way to come by two states. */
export interface GateMode {
  readonly id: string;
  /** Whether the flags ask for it. `live` is what is left. */
  readonly isAsked: (options: GateOptions) => boolean;
  readonly addOptions: (command: Command) => Command;
  /** Flags of other modes that would do nothing here: given, they are an error. */
  readonly refuses: readonly string[];
  /** What a change is compared with here, for people who gave one of them. */
  readonly compares: string;
  /** @throws InputError when a flag or a file of the state after the change is wrong */
  readonly prepare: (
    files: readonly string[],
    options: GateOptions,
    environment: GateEnvironment,
  ) => Promise<Prepared>;
}
