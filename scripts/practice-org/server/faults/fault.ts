/** What can go wrong between a client and an org, request by request, as a file of faults says it. */
import { z } from 'zod';

const bytes = z.int().min(0).describe('Bytes of the answer that arrive.');
const header = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'the name of a header')
  .describe('Name of a header of the answer.');

const kind = <K extends string, S extends z.core.$ZodLooseShape>(name: K, shape: S) =>
  z.strictObject({ fault: z.literal(name), ...where, ...shape });

const where = {
  method: z
    .enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
    .optional()
    .describe('Only requests with this method; any when left out.'),
  path: z
    .string()
    .startsWith('/')
    .describe(
      'Only requests to this path, without its query. * stands for anything in a segment, ** for any segments.',
    ),
  holds: z
    .string()
    .min(1)
    .optional()
    .describe('Only requests whose body holds this text, such as the name of a SOAP call.'),
  nth: z.int().min(1).default(1).describe('The first of these requests that is struck, counted from 1.'),
  times: z
    .union([z.int().min(1), z.literal('always')])
    .default(1)
    .describe('How many of them in a row are struck.'),
};

const kinds = [
  kind('status', {
    status: z.int().min(400).max(599).describe('HTTP status; the request does not take effect.'),
    body: z.string().default('').describe('The answer as it is.'),
    contentType: z.string().default('application/json;charset=UTF-8'),
  }),
  kind('resetBefore', {}),
  kind('resetAfterEffect', {}),
  kind('resetInAnswer', { bytes }),
  kind('stall', { milliseconds: z.int().min(1).max(3_600_000).describe('How long the request waits.') }),
  kind('cutBody', { bytes }),
  kind('repeatPage', {}),
  kind('missingHeader', { header }),
  kind('wrongHeader', { header, value: z.string().describe('What it says instead.') }),
  kind('lockedRows', { rows: z.int().min(1).default(1).describe('How many rows written from then on are locked.') }),
  kind('exhaustedLimit', {}),
  kind('expiredSession', {}),
  kind('pendingForEver', {}),
  kind('twice', {}),
] as const;

/** One fault, and the requests that it strikes. */
export const faultSchema = z.discriminatedUnion('fault', [...kinds]);

export type Fault = z.infer<typeof faultSchema>;

/** The same as a file or a test writes it: what has a default may be left out. */
export type FaultGiven = z.input<typeof faultSchema>;

/** The names of all kinds. */
export const faultKinds: readonly string[] = kinds.map(({ shape }) => shape.fault.value);
