/** What is wrong with a file that is no YAML, in our words. */
import type { ErrorCode } from 'yaml';

const sentences: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'An alias has an anchor or a tag of its own here.',
  BAD_ALIAS: 'An anchor or an alias has no proper name here.',
  BAD_COLLECTION_TYPE: 'The tag here does not fit the value behind it.',
  BAD_DIRECTIVE: 'A line that begins with `%` says something unknown here.',
  BAD_DQ_ESCAPE: 'A text in double quotes has an unknown escape after its backslash here.',
  BAD_INDENT: 'A line is indented too little or too much here, or a bracket is not closed before it.',
  BAD_PROP_ORDER: 'An anchor or a tag stands before the sign that it must follow here.',
  BAD_SCALAR_START: 'A value begins with a sign that needs quotes around it here.',
  BLOCK_AS_IMPLICIT_KEY: 'A second key or a list begins on the line of a key here.',
  BLOCK_IN_FLOW: 'A list or an object without brackets stands inside brackets here.',
  DUPLICATE_KEY: 'The key here stands in the same object before.',
  IMPOSSIBLE: 'Nothing can be made of what stands here.',
  KEY_OVER_1024_CHARS: 'A key is longer than 1,024 characters here; a line may lack its colon.',
  MISSING_CHAR: 'A sign is missing here: a colon, a comma, a space, a quote, a bracket or a dash.',
  MULTILINE_IMPLICIT_KEY: 'A key goes over more than one line here; a line may lack its colon.',
  MULTIPLE_ANCHORS: 'A value has more than one anchor here.',
  MULTIPLE_DOCS: 'A second document begins here.',
  MULTIPLE_TAGS: 'A value has more than one tag here.',
  NON_STRING_KEY: 'A key is no plain text here.',
  RESOURCE_EXHAUSTION: 'Values stand too deep inside others here.',
  TAB_AS_INDENT: 'A tab indents a line here, where only spaces may.',
  TAG_RESOLVE_FAILED: 'A tag, a word after `!`, is unknown or does not fit here.',
  UNEXPECTED_TOKEN: 'A sign stands here that nothing before it asks for.',
};

export const syntaxSentence = (code: ErrorCode): string => sentences[code];
