import { setTimeout as sleep } from 'node:timers/promises';
import { type NotifySettings, noticeKinds } from '../model/notify-schema.ts';
import type { Environment } from './address.ts';
import { changes, lookedAt, notLooked, remembered } from './changes.ts';
import { type Digest, digestOf } from './digest.ts';
import type { Outcome } from './outcome.ts';
import { senderOf } from './send.ts';
import { type Known, openSpool, type Spool, type WaitingFile, waitingFileName } from './spool.ts';
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
/** Seconds after which one that asked for more is asked again. */
const longestRest = 86_400;

/** A time further away than was ever written down was that of a clock that went wrong. */
const asksToWait = (notBefore: string | undefined, now: number): notBefore is string => {
  const rest = notBefore === undefined ? 0 : Date.parse(notBefore) - now;
  return rest > 0 && rest <= longestRest * 1000;
};
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

const counted = (tries: number): string => (tries === 1 ? '1 try' : `${tries} tries`);

/** All that waits, to every target that is still set up, the oldest first. What fails stays, and is told. */
const deliverWaiting = async (spool: Spool, input: NoticesInput): Promise<void> => {
  const { settings, environment, now, note, wait = (time: number) => sleep(time) } = input;
  const senders = new Map(
    Object.entries(settings.targets).map(([name, target]) => [name, senderOf(target, environment, settings)]),
  );
  /** One that fails is not asked again in this run; but where it refuses one message, the others are not held up. */
  const down = new Set<string>();
  for (const { name, waiting } of spool.waiting()) {
    if (waiting.unconfirmed !== undefined) {
      note(`nhi-audit: the notice of ${waiting.since} waits for a run with --history`);
      continue;
    }
    let left = waiting;
    for (const each of waiting.pending) {
      const send = senders.get(each.target);
      if (send === undefined) {
        note(`nhi-audit: notice of ${waiting.since} waits for ${each.target}, which is no target any more`);
        continue;
      }
      if (down.has(each.target)) continue;
      if (asksToWait(each.notBefore, now().getTime())) {
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
        if (outcome.thisOne !== true) down.add(each.target);
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
                : {
                    notBefore: new Date(now().getTime() + Math.min(pause, longestRest) * 1000).toISOString(),
                  }),
            },
          ],
        };
        note(
          `nhi-audit: ${each.target} could not be told: ${outcome.says}; the notice of ${waiting.since} waits in ${input.folder} (${counted(each.tries + tries)})`,
        );
      }
      // After each: what was told is not told again, whatever becomes of this run.
      spool.keep(name, left);
    }
  }
};

/** What is known to all machines that scan the same, in place of what the spool of one of them knows. */
export interface SharedKnown {
  /**
   * Decides for all: one machine at a time, kept whole or not at all.
   * @returns false: a later scan was looked at before, and `decide` was not asked
   */
  readonly look: (
    decide: (
      known: Known | undefined,
      others: readonly string[],
    ) => { readonly known: Known; readonly digest?: string },
  ) => Promise<boolean>;
  /** Whether a digest was taken for told, by its name. */
  readonly holds: (digest: string) => Promise<boolean>;
}

/** What is new against what is known, and what is known from now on. @param told keys that are not told again, whatever is known */
const decided = (
  states: { readonly before: NoticeState | undefined; readonly after: NoticeState },
  known: Known | undefined,
  told: readonly string[],
  { settings, folder, note, now, tool }: NoticesInput,
) => {
  const { before } = states;
  // A look at facts from days ahead was that of a clock that was wrong: nothing would be told until then.
  const last = Math.max(now().getTime(), Date.parse(states.after.collectedAt)) + 86_400_000;
  const looked = new Map((known?.looked ?? []).filter(([, at]) => Date.parse(at) <= last));
  // What is compared with a snapshot is compared, whatever was looked at since.
  const after = before === undefined ? notLooked(states.after, looked) : states.after;
  const seen = new Set([...(known?.kinds ?? []), ...(before?.kinds ?? [])]);
  const unseen = after.items.filter(({ kind }) => !seen.has(kind)).length;
  if (after.kinds.some((kind) => !seen.has(kind))) {
    note(
      `nhi-audit: nothing to compare with yet (${folder}): ${unseen} things are known from now on, and changes are told`,
    );
  }
  const earlier = [...(known?.items ?? []), ...(before?.items ?? [])];
  const changed = changes({ items: [...earlier, ...told.map((key) => ({ key }))] }, after).filter(
    ({ kind }) => seen.has(kind) && settings.events.includes(kind),
  );
  return {
    digest: digestOf(changed, after.collectedAt, settings, tool, after.inForce),
    keys: changed.map(({ key }) => key),
    known: {
      kinds: noticeKinds.filter((kind) => seen.has(kind) || after.kinds.includes(kind)),
      items: remembered(earlier, after).map(({ kind, key, scope }) => ({ kind, key, scope })),
      looked: [...lookedAt(looked, states.after)],
    },
  };
};

const waitingOf = (
  { digest, keys }: Pick<ReturnType<typeof decided>, 'digest' | 'keys'>,
  { now, settings }: NoticesInput,
): WaitingFile | undefined => {
  if (digest === undefined) return undefined;
  const time = now();
  return {
    name: waitingFileName(time, digest.id),
    waiting: {
      version: 1,
      keys: [...keys],
      since: time.toISOString(),
      digest: digest as never,
      pending: Object.keys(settings.targets).map((target) => ({ target, tries: 0 })),
    },
  };
};

const keysThatWait = (spool: Spool): readonly string[] =>
  spool.waiting().flatMap(({ waiting: { keys } }) => keys);

/** What an interrupted run left: it counts where the history has it; else whoever looks next tells it. */
const settle = async (spool: Spool, shared: SharedKnown): Promise<void> => {
  for (const { name, waiting } of spool.waiting()) {
    if (waiting.unconfirmed === undefined) continue;
    const { unconfirmed: _, ...certain } = waiting;
    spool.keep(name, (await shared.holds(name)) ? certain : { ...certain, pending: [] });
  }
};

/**
 * Tells what changed, once: what is new against what is known (or against `before`, where one is given) goes to the spool, then
 * what was known is brought up to date, and then all that waits is sent. A run that ends in between has written down what it
 * found, and forgotten nothing.
 * @param shared where several machines look; absent: what is known is what this spool knows
 * @throws InputError when the spool cannot be used: nothing is then forgotten either; whatever `shared` throws
 */
export const tellChanges = async (
  before: NoticeState | undefined,
  after: NoticeState,
  input: NoticesInput,
  shared?: SharedKnown,
): Promise<void> => {
  const spool = await openSpool(input.folder);
  const states = { before, after };
  try {
    if (shared === undefined) {
      const { known, ...news } = decided(states, spool.known(), keysThatWait(spool), input);
      const file = waitingOf(news, input);
      if (file !== undefined) spool.keep(file.name, file.waiting);
      spool.remember(known);
    } else {
      await settle(spool, shared);
      const told = keysThatWait(spool);
      const own = spool.known();
      const kept: { known: Known; file: WaitingFile | undefined }[] = [];
      const isLooked = await shared.look((stored, others) => {
        // Whoever begins with a history goes on from what the spool knew.
        const { known, ...news } = decided(states, stored ?? own, [...told, ...others], input);
        const file = waitingOf(news, input);
        if (file !== undefined) spool.keep(file.name, { ...file.waiting, unconfirmed: true });
        kept.push({ known, file });
        return { known, ...(file === undefined ? {} : { digest: file.name }) };
      });
      for (const { known, file } of kept) {
        if (file !== undefined) spool.keep(file.name, file.waiting);
        spool.remember(known);
      }
      if (!isLooked) input.note('nhi-audit: a later scan was looked at before: this one has no news to tell');
    }
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
