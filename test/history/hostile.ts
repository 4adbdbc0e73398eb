import type { ScanSketch } from './observations.ts';

/** What no database takes for text as it is. */
export const hostileNames = ['x\0y', 'x\0z', 'x\ud800', 'x\ud801', 'x\\u0000y', '\udc00'];
export const hostileScan = (day: number): ScanSketch => ({
  day,
  roots: hostileNames,
  scopes: Object.fromEntries(hostileNames.map((id) => [id, null])),
  findings: Object.fromEntries(hostileNames.map((title, index) => [`h${index}`, { title }])),
});
export const hostileSubjects = Object.fromEntries(
  hostileNames.map((id, index) => [`h${index}`, { rule: 'old-key', identity: id, scope: id }]),
);
