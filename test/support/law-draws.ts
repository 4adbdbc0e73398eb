import fc from 'fast-check';
import { lawRuns } from './law-runs.ts';

/**
 * Laws draw the same cases in every run, so that a commit that passed passes again. New cases are drawn on purpose:
 * `NHI_AUDIT_LAW_SEED=random NHI_AUDIT_LAW_RUNS=500 npm test`; what they find becomes a test of its own.
 */
const seed = process.env.NHI_AUDIT_LAW_SEED ?? '20261128';
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });

/** Cases of laws that name no number: few by default; fast-check's own number at least where many are asked for. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: lawRuns(25, 100) });
