import { demoCollectedAt, demoFiles } from '../../connectors/aws/demo/index.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { fileSource } from '../../src/pipeline/file-source.ts';
import { once } from './once.ts';

/** The AWS part of the sample estate. */
export const demoFacts = once(() => gather(demoFiles.map(fileSource), demoCollectedAt));

export const demoResult = once(async () => audit(await demoFacts(), defaultSettings));
