/** A tool as the server offers it: what it takes, what it answers, and whether it writes. */
import type { z } from 'zod';
import type { Desk } from './desk.ts';

/** What a tool answers. */
export interface Told<T = Readonly<Record<string, unknown>>> {
  /** In the reader's language, of texts of the model and of the product alone: nothing in it comes from a deal. */
  readonly text: string;
  /** Everything else, in fields. */
  readonly data: T;
  /** True: it was refused. */
  readonly failed: boolean;
}

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  /** Null: it only reads. */
  readonly writes: null | {
    /** Whether it may overwrite or end something, rather than add to it. */
    readonly destructive: boolean;
    /** Whether the same call a second time changes nothing more. */
    readonly idempotent: boolean;
  };
  readonly run: (args: unknown, desk: Desk) => Promise<Told>;
}

interface ToolOf<I extends z.ZodObject, O extends z.ZodObject> extends Omit<Tool, 'input' | 'output' | 'run'> {
  readonly input: I;
  readonly output: O;
  readonly run: (args: z.output<I>, desk: Desk) => Promise<Told<z.input<O>>>;
}

/** A tool whose answer has the type of its schema. */
export const tool = <I extends z.ZodObject, O extends z.ZodObject>(spec: ToolOf<I, O>): Tool => ({
  ...spec,
  run: async (args, desk) => await spec.run(spec.input.parse(args), desk),
});

/** What a tool cannot do as it was asked, in words for whoever asked. */
export class ToolError extends Error {
  readonly actions: readonly string[];

  constructor(message: string, actions: readonly string[] = []) {
    super(message);
    this.name = 'ToolError';
    this.actions = actions;
  }
}
