/** What a catalogue of messages is: English gives the shape, and every other language has exactly its texts. */
import type { en_US } from './en_US.ts';

type TextsLike<T> = { readonly [K in keyof T]: T[K] extends string ? string : TextsLike<T[K]> };

/** What Salesforce itself says in a language, for the practice org and its page. */
export interface PlatformTexts {
  /** Formats of the base components, by the name of their setting. */
  readonly formats: Readonly<Record<string, string>>;
  /** Texts of the base components, by label name. */
  readonly baseComponents: Readonly<Record<string, string>>;
  /** Labels of standard objects, their fields and values, by API name. */
  readonly objects: Readonly<
    Record<
      string,
      {
        readonly label: string;
        readonly fields: Readonly<Record<string, string>>;
        readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
      }
    >
  >;
}

export type Messages = TextsLike<Omit<typeof en_US, 'platform'>> & { readonly platform: PlatformTexts };
