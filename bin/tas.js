#!/usr/bin/env node
import { cli, extension } from './sources.js';

await import(new URL(`tas${extension}`, cli).href);
