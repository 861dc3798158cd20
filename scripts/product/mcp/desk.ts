/** Where the tools of a server work: the org and the model, opened when they are needed, and one write after the other. */
import { languages, type Language } from '../messages/index.ts';
import { baseLanguage, type SalesModel } from '../model/index.ts';
import { OrgError, type OrgConnection } from '../org/index.ts';

export interface Opened {
  readonly org: OrgConnection;
  readonly model: SalesModel;
}

interface DeskOptions {
  /** Logs in and reads the model. */
  readonly open: () => Promise<Opened>;
  /** Language of the texts; left out: the first one of the model. */
  readonly language?: Language;
  /** Takes a line for whoever watches the server. */
  readonly log: (line: string) => void;
}

/** What another login mends. */
const ofLogin: readonly OrgError['problem'][] = [
  'ExpiredSession',
  'OrgUnreachable',
  'PracticeOrgNotRunning',
  'UnknownOrg',
];

/** Whether an error is one of the login, so that the next call tries anew. */
export const isOfLogin = (error: unknown): boolean => error instanceof OrgError && ofLogin.includes(error.problem);

export class Desk {
  readonly #options: DeskOptions;
  #opened: Promise<Opened> | undefined;
  #line: Promise<unknown> = Promise.resolve();

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  log(line: string): void {
    this.#options.log(line);
  }

  languageFor(model: SalesModel | undefined, asked: Language | undefined): Language {
    return asked ?? this.#options.language ?? (model === undefined ? languages[0] : baseLanguage(model));
  }

  /** Works with the org. A login that has ended is let go of: whoever logs in again need not start the server again. */
  async use<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    this.#opened ??= this.#options.open();
    const opening = this.#opened;
    let opened: Opened | undefined;
    try {
      opened = await opening;
      return await work(opened);
    } catch (error) {
      if ((opened === undefined || isOfLogin(error)) && this.#opened === opening) {
        this.#opened = undefined;
        opened?.org.close();
      }
      throw error;
    }
  }

  /** Writes, after every write before it. */
  async write<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    const turn = this.#line.then(async () => await this.use(work));
    this.#line = turn.catch(() => undefined);
    return await turn;
  }

  /** Lets go of the org, once what is being written is written. */
  async close(): Promise<void> {
    await this.#line;
    try {
      (await this.#opened)?.org.close();
    } catch {
      // Nothing was opened.
    }
  }
}
