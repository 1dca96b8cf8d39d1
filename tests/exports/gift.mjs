// Parse a GIFT file with a parser of somebody else.
import { readFileSync } from 'node:fs';
import { parse } from 'gift-pegjs';

console.log(JSON.stringify(parse(readFileSync(process.argv[2], 'utf8'))));
