import type { GateBase } from '../../src/model/gate.ts';

/** Ref and commit in full: whoever reads a report can see whose base it was. */
export const baseWords = ({ ref, commit }: GateBase): string =>
  ref === commit ? `commit ${commit}` : `${ref}, commit ${commit}`;
