import type { Bounds } from './bounds.ts';
import { boundReached, connectionAdvice, connectionCode, lastingCode } from './failure.ts';

/**
 * A provider that cannot be reached says so soon, whatever its SDK would try: one bound holds for everything until its first
 * answer, from the log-in (metadata services, token endpoints, programs that give credentials) to all attempts of the first
 * request. Past it the cause that was seen last is told, once. What answers later has more patience (`Bounds.idle`).
 */
export interface FirstAnswers {
  /**
   * Runs a log-in. `work` is told when the time is over, and tells what it waits for.
   * @throws boundReached when the time is over, with the last cause; what `work` throws goes through
   */
  readonly logIn: <T>(work: (login: Login) => Promise<T>) => Promise<T>;
  /**
   * One attempt of a request, which gives an answer of whatever status. A host that did not answer in its time is asked nothing
   * more.
   * @param signal interrupts it
   * @throws boundReached where the host cannot be reached
   */
  readonly attempt: <T>(
    host: string,
    signal: AbortSignal | undefined,
    send: (signal: AbortSignal, patience: number) => Promise<T>,
  ) => Promise<T>;
}

/** What a log-in has to tell. */
export interface Login {
  /** Aborted when the time is over. */
  readonly signal: AbortSignal;
  /** Origin that is asked now. */
  readonly asks: (origin: string) => void;
  /** A connection failed on the way. */
  readonly failed: (error: unknown) => void;
  /** Why the way to `origin` failed, where it did and nothing answered since. */
  readonly cause: () => { readonly code: string; readonly origin: string } | undefined;
}

export interface FirstAnswerOptions {
  readonly bounds: Pick<Bounds, 'idle' | 'first'>;
  /** What says where requests go, beside the proxy: `GITHUB_API_URL`. */
  readonly setBy?: string | undefined;
  /** One way leads to all hosts: where one cannot be reached, and none was, the others are not asked. */
  readonly together?: boolean;
  /** What to do where a log-in asked nobody and gave nothing. */
  readonly silentLogin: string;
}

/** Of the time, for a host that is asked when it is over, as others have not answered: it may be the one that does. */
const lastShare = 0.25;

/** Milliseconds at the end in which no other attempt begins: clients wait a second and more before one. */
const tooLate = 1000;

const seconds = (milliseconds: number): string => {
  const count = Math.round(milliseconds / 100) / 10;
  return `${count} ${count === 1 ? 'second' : 'seconds'}`;
};

export const firstAnswers = ({
  bounds,
  setBy,
  together = false,
  silentLogin,
}: FirstAnswerOptions): FirstAnswers => {
  const time = Math.min(bounds.first, bounds.idle);
  let begun: number | undefined;
  let isAnswered = false;
  const reached = new Set<string>();
  const codes = new Map<string, string>();
  const lost = new Map<string, Error>();
  const began = new Map<string, number>();

  const unreachable = (origin: string, code = `no answer within ${seconds(time)}`): Error =>
    boundReached(connectionAdvice(code, { setBy, to: origin }));

  /** Milliseconds that a host has left: until something answered all share one clock. */
  const left = (host: string, now: number): number => {
    begun ??= now;
    const start = began.get(host) ?? (isAnswered ? now : begun);
    if (began.has(host)) return start + time - now;
    began.set(host, start);
    const rest = start + time - now;
    if (rest >= time * lastShare) return rest;
    began.set(host, now - time * (1 - lastShare));
    return time * lastShare;
  };

  return {
    logIn: async (work) => {
      const over = new AbortController();
      begun ??= performance.now();
      let asked: string | undefined;
      let cause: { readonly code: string; readonly origin: string } | undefined;
      let timer: NodeJS.Timeout | undefined;
      const silence = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          const origin = cause?.origin ?? asked;
          const fault =
            origin === undefined
              ? boundReached(`no credentials within ${seconds(time)}: ${silentLogin}`)
              : unreachable(origin, cause?.code);
          over.abort(fault);
          reject(fault);
        }, time);
      });
      try {
        return await Promise.race([
          work({
            signal: over.signal,
            asks: (origin) => {
              asked = origin;
            },
            failed: (error) => {
              const code = connectionCode(error);
              if (code !== undefined && asked !== undefined && !over.signal.aborted)
                cause = { code, origin: asked };
            },
            cause: () => cause,
          }),
          silence,
        ]);
      } finally {
        clearTimeout(timer);
      }
    },
    attempt: async (host, signal, send) => {
      const known = lost.get(host) ?? (together && !isAnswered ? [...lost.values()][0] : undefined);
      if (known !== undefined) throw known;
      const isReached = reached.has(host);
      const patience = isReached ? bounds.idle : Math.max(0, left(host, performance.now()));
      const silent = new AbortController();
      let isSlow = false;
      let timer = setTimeout(() => {
        // Others got an answer meanwhile: it is only slow.
        if (isReached || !reached.has(host)) return silent.abort();
        isSlow = true;
        timer = setTimeout(() => silent.abort(), bounds.idle - patience);
      }, patience);
      try {
        const answer = await send(
          signal === undefined ? silent.signal : AbortSignal.any([signal, silent.signal]),
          patience,
        );
        reached.add(host);
        isAnswered = true;
        return answer;
      } catch (error) {
        if (signal?.aborted === true) throw error;
        const isSilent = silent.signal.aborted;
        if (isReached || isSlow)
          throw isSilent ? boundReached(`no answer came for ${seconds(bounds.idle)}`) : error;
        const code = isSilent ? undefined : connectionCode(error);
        if (!isSilent && code === undefined) throw error;
        if (code !== undefined) codes.set(host, code);
        // Clients wait ever longer before another attempt: one that is past the middle would be the last in time.
        const taken = performance.now() - began.get(host)!;
        const isLate = taken > time / 2 || time - taken < tooLate;
        if (!isSilent && !isLate && lastingCode(error) === undefined) throw error;
        const fault = unreachable(host, code ?? codes.get(host));
        lost.set(host, fault);
        throw fault;
      } finally {
        clearTimeout(timer);
      }
    },
  };
};
