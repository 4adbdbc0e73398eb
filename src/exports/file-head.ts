import type { FileHead } from '../model/connector.ts';
import { headKeys } from './json-head.ts';

/** @param text the first characters of a file; they may end anywhere */
export const fileHead = (text: string): FileHead => ({ text, ...headKeys(text) });
