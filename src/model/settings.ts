import { defaults } from './default-settings.ts';
import type { Settings } from './settings-schema.ts';

export type { Settings } from './settings-schema.ts';

export const defaultSettings: Settings = defaults;
