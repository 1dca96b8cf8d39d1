// Turn items of QTI 2 into items of QTI 3 with a converter of somebody else.
import { readFileSync } from 'node:fs';
import { convertQti2toQti3 } from '@citolab/qti-convert/qti-convert-node';

const items = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const turned = [];
for (const item of items) turned.push(await convertQti2toQti3(item));
console.log(JSON.stringify(turned));
