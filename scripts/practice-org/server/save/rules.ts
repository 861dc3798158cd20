import type { Frame, ObjectType } from '../schema/object.ts';
import { messageOf } from '../schema/translate.ts';
import { saveError, type SaveError } from './error.ts';

/** Every active rule the record breaks, in the order of the rules' names. */
export function brokenRules(object: ObjectType, frame: Frame): SaveError[] {
  const broken: SaveError[] = [];
  for (const rule of object.rules) {
    try {
      if (rule.formula.test(frame))
        broken.push(
          saveError('FIELD_CUSTOM_VALIDATION_EXCEPTION', messageOf(object, rule, frame.session.language), rule.fields),
        );
    } catch (error) {
      // A rule that cannot be worked out must not let the record through.
      const reason = error instanceof Error ? error.message : String(error);
      broken.push(
        saveError(
          'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          `Validation rule ${rule.name} could not be worked out: ${reason}`,
          [],
        ),
      );
    }
  }
  return broken;
}
