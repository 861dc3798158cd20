/** Unary and arithmetic operators; comparisons and connectives have files of their own. */
import type { BinaryOperator, UnaryOperator } from './ast.ts';
import { millisecondsOfDay } from './calendar.ts';
import { argument, conditionArgument, expect, numberArgument, refuse, textArgument, type Call } from './call.ts';
import { compileEquality, compileOrder } from './comparison.ts';
import { every, not, some } from './connective.ts';
import { add, divide, integerOf, multiply, negate, power, round, subtract, type Num } from './decimal.ts';
import { FormulaError } from './problem.ts';
import type { ResultType } from './scope.ts';
import { calendarRun, number, numberRun, text, textRun, typeNames, type Run, type Term } from './term.ts';

export function compileUnary(operator: UnaryOperator, call: Call): Term {
  if (operator === '!') return not(conditionArgument(call, 0));
  const operand = numberArgument(call, 0);
  if (operator === '+') return number(operand);
  return number((context) => {
    const value = operand(context);
    return value === null ? null : negate(value);
  });
}

export function compileBinary(operator: BinaryOperator, call: Call): Term {
  switch (operator) {
    case '=':
    case '<>':
      return compileEquality(operator, call);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileOrder(operator, call);
    case '&&':
    case '||': {
      const sides = [expect(call, 0, 'boolean'), expect(call, 1, 'boolean')];
      return operator === '&&' ? every(sides) : some(sides);
    }
    case '&':
      return concatenation(textArgument(call, 0), textArgument(call, 1));
    case '*':
      return numeric(numberArgument(call, 0), numberArgument(call, 1), multiply);
    case '/':
      return numeric(numberArgument(call, 0), numberArgument(call, 1), divide);
    case '^':
      return numeric(numberArgument(call, 0), numberArgument(call, 1), power);
    case '+':
      return compileSum(call);
    case '-':
      return compileDifference(call);
  }
}

/** A function of two numbers that is blank where either is. */
export function numeric(left: Run<Num>, right: Run<Num>, compute: (left: Num, right: Num) => Num): Term {
  return number((context) => {
    const a = left(context);
    const b = right(context);
    return a === null || b === null ? null : compute(a, b);
  });
}

/** Joined texts; a blank adds nothing. */
function concatenation(left: Run<string>, right: Run<string>): Term {
  return text((context) => {
    const a = left(context);
    const b = right(context);
    return a === null ? b : b === null ? a : a + b;
  });
}

function compileSum(call: Call): Term {
  const [left, right] = [argument(call, 0), argument(call, 1)];
  switch (left.type) {
    case 'text':
      return concatenation(textRun(left), textArgument(call, 1));
    case 'date':
    case 'datetime':
    case 'time':
      return moved(left.type, calendarRun(left), numberArgument(call, 1), 1);
    case 'number':
    case 'null':
    case 'fault':
      if (right.type === 'date' || right.type === 'datetime') {
        return moved(right.type, calendarRun(right), numberRun(left), 1);
      }
      if (right.type === 'text' && left.type !== 'number') return concatenation(textRun(left), textRun(right));
      return numeric(numberRun(left), numberArgument(call, 1), add);
    default:
      return refuse(call, 0, 'Number, Date, DateTime');
  }
}

function compileDifference(call: Call): Term {
  const [left, right] = [argument(call, 0), argument(call, 1)];
  switch (left.type) {
    case 'date':
    case 'datetime':
    case 'time':
      if (right.type === left.type) return difference(left.type, calendarRun(left), calendarRun(right));
      if (right.type !== 'number' && right.type !== 'null' && right.type !== 'fault') {
        return refuse(call, 1, `Number, ${typeNames[left.type]}`);
      }
      return moved(left.type, calendarRun(left), numberRun(right), -1);
    case 'number':
    case 'null':
    case 'fault':
      return numeric(numberRun(left), numberArgument(call, 1), subtract);
    default:
      return refuse(call, 0, 'Number, Date, DateTime');
  }
}

/** A date moved by whole days, a datetime by days and their fractions, a time by milliseconds. */
function moved(type: 'date' | 'datetime' | 'time', start: Run<number>, distance: Run<Num>, sign: 1 | -1): Term {
  const move = steps[type];
  return {
    type,
    run: (context) => {
      const from = start(context);
      const by = distance(context);
      return from === null || by === null ? null : move(from, sign === 1 ? by : negate(by));
    },
  };
}

const steps: Readonly<Record<'date' | 'datetime' | 'time', (from: number, by: Num) => number>> = {
  date: (from, by) => from + integerOf(by),
  datetime: (from, by) => from + integerOf(round(multiply(by, millisecondsOfDay), 0, 'half-up')),
  time: (from, by) => {
    const to = from + integerOf(by);
    if (to < 0) throw new FormulaError('Time out of range: before midnight');
    return to % millisecondsOfDay;
  },
};

/** Days between dates, days and fractions between datetimes, milliseconds forward from one time to another. */
function difference(type: ResultType, left: Run<number>, right: Run<number>): Term {
  return number((context) => {
    const a = left(context);
    const b = right(context);
    if (a === null || b === null) return null;
    if (type === 'date') return a - b;
    return type === 'datetime' ? divide(a - b, millisecondsOfDay) : (a - b + millisecondsOfDay) % millisecondsOfDay;
  });
}
