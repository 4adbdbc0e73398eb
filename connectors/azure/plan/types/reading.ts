import type { FactReading, FactType } from '../../../../src/plan/fact-types.ts';
import type { Fact } from '../facts.ts';
import type { View } from '../names.ts';

/** What one resource says. Whom it is about is named by object id or path. */
export type Reading = FactReading<Fact>;

/** `identity`: the object id of the principal, application or group that it makes. */
export type PlanType = FactType<Fact, View>;
