import type { Connector } from '../../src/model/connector.ts';
import { awsFormats } from './import/formats.ts';
import { interpretAws, readAws } from './interpret.ts';

/** Amazon Web Services. Live collection is apart, in `collect/`: it loads the AWS SDK. */
export const aws: Connector = { id: 'aws', formats: awsFormats, interpret: interpretAws, reader: readAws };
