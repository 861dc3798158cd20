#!/usr/bin/env node
/** `npx tas …`: the commands of this project without a Salesforce CLI around them. `sf tas …` runs the same files. */
import './small-heap.ts';
import { fileURLToPath } from 'node:url';
import { execute } from '@oclif/core';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const asked = process.argv.slice(2);
// Inside the Salesforce CLI the commands stand under the topic `tas`; here the topic is the program itself.
process.env['SF_DISABLE_TELEMETRY'] ??= 'true';
// Not awaited: it never settles where the reader of a pipe goes away, as in `| head`.
void execute({ dir: root, args: asked[0] === '--version' ? asked : ['tas', ...asked] });
