import type { ServerResponse } from 'node:http';

/**
 * An answer that does not end. `moved` is called when what there is of it has been sent: there the test moves its clock.
 * `silent`: it never begins; `stalls`: it stops in the middle; `drips`: it comes byte by byte, and is never idle.
 */
export interface Slow {
  readonly how: 'silent' | 'stalls' | 'drips';
  readonly moved: () => void;
}

const real = { setTimeout };
/** Long enough for what was sent to be there, on one machine. */
const there = 15;

export const answerSlowly = (response: ServerResponse, { how, moved }: Slow): void => {
  if (how !== 'silent') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{');
  }
  real.setTimeout(() => {
    moved();
    const drip = (): void => {
      if (response.destroyed || response.socket?.destroyed === true) return;
      response.write(' ');
      real.setTimeout(drip, 2);
    };
    if (how === 'drips') drip();
  }, there);
};
