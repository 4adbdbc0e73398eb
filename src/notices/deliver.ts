import { setTimeout as sleep } from 'node:timers/promises';
import type { NotifySettings } from '../model/notify-schema.ts';
import type { Environment } from './address.ts';
import { changes, remembered } from './changes.ts';
import { type Digest, digestOf } from './digest.ts';
import type { Outcome } from './outcome.ts';
import { senderOf } from './send.ts';
import { openSpool, type Spool, waitingFileName } from './spool.ts';
import type { NoticeState } from './state.ts';

export interface NoticesInput {
  readonly settings: NotifySettings;
  readonly folder: string;
  readonly environment: Environment;
  readonly now: () => Date;
  readonly tool: Digest['tool'];
  /** A line for the person at the terminal. */
  readonly note: (line: string) => void;
  /** Milliseconds; handed in by tests. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

const mostTries = 3;
/** A target that asks for more is asked again in a later run. */
const longestPause = 20;
const pauses = [1, 3];

/** Some tries in a row. A run is not held up for long: what waits, waits in the spool. */
const handOver = async (
  send: () => Promise<Outcome>,
  wait: (milliseconds: number) => Promise<void>,
): Promise<{ readonly outcome: Outcome; readonly tries: number }> => {
  for (let tries = 1; ; tries++) {
    const outcome = await send();
    if (outcome.ok || outcome.again === 'later' || tries === mostTries) return { outcome, tries };
    const pause = outcome.after ?? pauses[tries - 1]!;
    if (pause > longestPause) return { outcome, tries };
    await wait(pause * 1000);
  }
};

/** All that waits, to every target that is still set up, the oldest first. What fails stays, and is told. */
const deliverWaiting = async (spool: Spool, input: NoticesInput): Promise<void> => {
  const { settings, environment, now, note, wait = (time: number) => sleep(time) } = input;
  const senders = new Map(
    Object.entries(settings.targets).map(([name, target]) => [name, senderOf(target, environment, settings)]),
  );
  /** One that fails is not asked again in this run. */
  const down = new Set<string>();
  for (const { name, waiting } of spool.waiting()) {
    let left = waiting;
    for (const each of waiting.pending) {
      const send = senders.get(each.target);
      if (send === undefined) {
        note(`nhi-audit: notice of ${waiting.since} waits for ${each.target}, which is no target any more`);
        continue;
      }
      if (down.has(each.target)) continue;
      if (each.notBefore !== undefined && Date.parse(each.notBefore) > now().getTime()) {
        down.add(each.target);
        note(`nhi-audit: ${each.target} asked not to be told before ${each.notBefore}; the notice waits`);
        continue;
      }
      const { outcome, tries } = await handOver(() => send(waiting.digest as Digest, now()), wait);
      const others = left.pending.filter(({ target }) => target !== each.target);
      if (outcome.ok) {
        left = { ...left, pending: others };
        note(`nhi-audit: ${each.target} was told`);
      } else {
        down.add(each.target);
        const pause = outcome.after;
        const { notBefore: _, ...before } = each;
        left = {
          ...left,
          pending: [
            ...others,
            {
              ...before,
              tries: each.tries + tries,
              ...(pause === undefined
                ? {}
                : { notBefore: new Date(now().getTime() + Math.min(pause, 86_400) * 1000).toISOString() }),
            },
          ],
        };
        note(
          `nhi-audit: ${each.target} could not be told: ${outcome.says}; the notice of ${waiting.since} waits in ${input.folder} (${each.tries + tries} tries)`,
        );
      }
      // After each: what was told is not told again, whatever becomes of this run.
      spool.keep(name, left);
    }
  }
};

/**
 * Tells what changed, once: what is new against what is known (or against `before`, where one is given) goes to the spool, then
 * what was known is brought up to date, and then all that waits is sent. A run that ends in between has written down what it
 * found, and forgotten nothing.
 * @throws InputError when the spool cannot be used: nothing is then forgotten either
 */
export const tellChanges = async (
  before: NoticeState | undefined,
  after: NoticeState,
  input: NoticesInput,
): Promise<void> => {
  const { settings, folder, now, note, tool } = input;
  const spool = await openSpool(folder);
  try {
    const known = spool.known();
    const waiting = spool.waiting();
    const waitingKeys = waiting.flatMap(({ waiting: { keys } }) => keys);
    if (known === undefined && before === undefined) {
      note(
        `nhi-audit: nothing to compare with yet (${folder}): ${after.items.length} things are known from now on, and changes are told`,
      );
    } else {
      const items = [...(known ?? []), ...(before?.items ?? []), ...waitingKeys.map((key) => ({ key }))];
      const changed = changes({ items }, after).filter(({ kind }) => settings.events.includes(kind));
      const digest = digestOf(changed, after.collectedAt, settings, tool);
      if (digest !== undefined) {
        const time = now();
        spool.keep(waitingFileName(time, digest.id), {
          version: 1,
          keys: changed.map(({ key }) => key),
          since: time.toISOString(),
          digest: digest as never,
          pending: Object.keys(settings.targets).map((target) => ({ target, tries: 0 })),
        });
      }
    }
    spool.remember(
      [...remembered([...(known ?? []), ...(before?.items ?? [])], after)].map(({ kind, key, scope }) => ({
        kind,
        key,
        scope,
      })),
    );
    await deliverWaiting(spool, input);
  } finally {
    spool.close();
  }
};

/** Sends what waits, and looks at nothing. */
export const sendWaiting = async (input: NoticesInput): Promise<void> => {
  const spool = await openSpool(input.folder);
  try {
    await deliverWaiting(spool, input);
  } finally {
    spool.close();
  }
};
