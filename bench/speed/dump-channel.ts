/** `dump-channel.ts --folder TEXTS`: writes the word channel to `channel.bin` for the C loop and prints how large it is. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildWordChannel, describeChannel, dumpChannel } from './concord.ts';
import { readCourses, readQueries } from './texts.ts';

const { values } = parseArgs({ options: { folder: { type: 'string' } } });
if (values.folder === undefined) throw new Error('usage: dump-channel.ts --folder TEXTS');

const channel = buildWordChannel(readCourses(values.folder));
const queries = readQueries(values.folder);
dumpChannel(path.join(values.folder, 'channel.bin'), channel, queries);
process.stdout.write(describeChannel(channel, queries));
